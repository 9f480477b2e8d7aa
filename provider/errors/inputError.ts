import { ChimeUsersError } from "./chimeUsersError";

/**
 * Something that a person wrote cannot be used: an argument, a setting, an environment variable. Thrown before
 * anything is sent. `path` names it as the person knows it (`accountId`, `chime:endpoint`, `AWS_CA_BUNDLE`).
 * @public
 */
export class InputError extends ChimeUsersError {
  override readonly name: "InputError" = "InputError";
  readonly code: "CHIME_USERS_INPUT" = "CHIME_USERS_INPUT";
  /** What cannot be used, as the person knows it. */
  readonly path: string;
  /** What is wrong with it, as a sentence. */
  readonly reason: string;

  /**
   * @param path See {@link InputError.path}.
   * @param reason See {@link InputError.reason}; the message is both.
   * @param options The `cause`, where there is one to tell.
   */
  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(`${path}: ${reason}`, options);
    this.path = path;
    this.reason = reason;
  }

  static override isInstance(value: unknown): value is InputError {
    return ChimeUsersError.isInstance(value) && value.code === "CHIME_USERS_INPUT";
  }
}
