import { CredentialsError } from "../../errors/credentialsError";
import { redact } from "../failures/redact";
import { isBlank } from "./settings";
import { sharedFilesOf } from "./sharedProfile";

/** AWS credentials. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where the signer gets credentials from. */
export interface CredentialSource {
  /** Looks the credentials up once, then again when they are about to expire. Throws a CredentialsError. */
  get(): Promise<Credentials>;
  /** Every secret that `get` has returned so far, for redaction. */
  secrets(): readonly string[];
}

function fromEnvironment(env: NodeJS.ProcessEnv): Credentials | undefined {
  const accessKeyId = env["AWS_ACCESS_KEY_ID"];
  const secretAccessKey = env["AWS_SECRET_ACCESS_KEY"];
  const sessionToken = env["AWS_SESSION_TOKEN"];
  if (isBlank(accessKeyId) || isBlank(secretAccessKey)) return undefined;
  return { accessKeyId, secretAccessKey, ...(isBlank(sessionToken) ? {} : { sessionToken }) };
}

/** The SDK warns on the console about keys and AWS_PROFILE set at once; here that order is settled. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

function describe(error: unknown, profile: string | undefined, secrets: readonly string[]): CredentialsError {
  const said = redact(error instanceof Error ? error.message : String(error), secrets);
  const where = profile ? `profile "${profile}"` : "the environment, the shared AWS files, SSO, container and instance";
  if (/expired/i.test(said)) {
    return new CredentialsError(
      `The AWS credentials of ${where} have expired. Sign in again (aws sso login, or renew the temporary keys).`,
      "expired",
    );
  }
  if (/could not (load|resolve) credentials|metadata/i.test(said)) {
    return new CredentialsError(
      `No AWS credentials found in ${where}. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile that has credentials (chime:profile or AWS_PROFILE).`,
      "missing",
    );
  }
  // The message of a failed credential_process is its command line, which may hold a password.
  const reason = /command failed/i.test(said) ? "the credential_process command failed" : said.slice(0, 200);
  return new CredentialsError(
    `The AWS credentials of ${where} could not be loaded: ${reason}. Check with: aws sts get-caller-identity.`,
    "failed",
  );
}

/**
 * The AWS default chain. As with the AWS CLI, keys in the environment win over AWS_PROFILE, and a profile that
 * was set for this provider wins over both.
 */
export function createCredentialSource(
  profileSetting: string | undefined,
  environment: NodeJS.ProcessEnv,
): CredentialSource {
  const keys = profileSetting ? undefined : fromEnvironment(environment);
  const profile = profileSetting ?? (environment["AWS_PROFILE"]?.trim() || undefined);
  let chain: Promise<() => Promise<Credentials>> | undefined;
  const loadChain = async () => {
    // Loaded only where the environment has no keys: it is the slowest of all to load.
    const { defaultProvider } = await import("@aws-sdk/credential-provider-node");
    return defaultProvider({ ...sharedFilesOf(environment), ...(profile ? { profile } : {}), logger: SILENT });
  };
  const seen = new Set<string>();
  const remember = (credentials: Credentials): Credentials => {
    for (const secret of [credentials.accessKeyId, credentials.secretAccessKey, credentials.sessionToken]) {
      if (secret) seen.add(secret);
    }
    return credentials;
  };
  return {
    secrets: () => [...seen],
    async get() {
      if (keys) return remember(keys);
      try {
        chain ??= loadChain();
        const load = await chain;
        return remember(await load());
      } catch (error) {
        throw describe(error, profile, [...seen]);
      }
    },
  };
}
