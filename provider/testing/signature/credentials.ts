/** A pair of AWS access keys, and the session token where the pair is temporary. */
export interface Credentials {
  /** What the service knows the pair by; no secret in itself, and treated as one here. */
  readonly accessKeyId: string;
  /** What requests are signed with. */
  readonly secretAccessKey: string;
  /** What a temporary pair is sent with (`X-Amz-Security-Token`). */
  readonly sessionToken?: string;
}

/** The pair that AWS's documentation uses throughout. It opens nothing. {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html} */
export const EXAMPLE_CREDENTIALS: Credentials = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};

/** The environment's pair where both halves are set, so that a shell's own clients get in; else AWS's example pair. */
export function defaultCredentials(environment: NodeJS.ProcessEnv): Credentials {
  const accessKeyId = environment["AWS_ACCESS_KEY_ID"];
  const secretAccessKey = environment["AWS_SECRET_ACCESS_KEY"];
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : EXAMPLE_CREDENTIALS;
}
