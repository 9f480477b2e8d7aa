import { ChimeUsersError } from "./chimeUsersError";

/**
 * The AWS default chain gave no credentials, so nothing was sent. It has no `cause` on purpose: what failed
 * underneath may hold a command line or an answer with secrets in it.
 * {@link https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html}
 * @public
 */
export class CredentialsError extends ChimeUsersError {
  override readonly name: "CredentialsError" = "CredentialsError";
  readonly code: "CHIME_USERS_CREDENTIALS" = "CHIME_USERS_CREDENTIALS";
  /** `missing`: no source has any; `expired`: a sign-in has run out; `failed`: a source is set up and fails. */
  readonly reason: "missing" | "expired" | "failed";

  /**
   * @param message What a person is told.
   * @param reason See {@link CredentialsError.reason}.
   */
  constructor(message: string, reason: "missing" | "expired" | "failed") {
    super(message);
    this.reason = reason;
  }

  static override isInstance(value: unknown): value is CredentialsError {
    return ChimeUsersError.isInstance(value) && value.code === "CHIME_USERS_CREDENTIALS";
  }
}
