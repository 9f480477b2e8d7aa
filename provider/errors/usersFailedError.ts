import { countOf } from "../model/names";
import type { UserFailure } from "../model/userFailure";
import { ChimeUsersError } from "./chimeUsersError";
import { countByCode, describeCauses } from "./failureCauses";

/** How much a message tells of causes and users. Errors of the provider travel in a header that may be no larger than 8 kB. */
const CAUSES_CHARACTERS = 2_500;

/**
 * Some users could not be changed; the others were, and are in the state. Thrown in the program, so that `pulumi up`
 * exits non-zero; the next `pulumi up` tries what is left. The full list is in `failures`. The message has the number for
 * each code, and for each cause the service's words and the request ID whole and once, with the first of its users.
 * @public
 */
export class UsersFailedError extends ChimeUsersError {
  override readonly name: "UsersFailedError" = "UsersFailedError";
  readonly code: "CHIME_USERS_FAILED" = "CHIME_USERS_FAILED";
  /** Every user that failed. */
  readonly failures: readonly UserFailure[];

  /**
   * @param resource The resource as messages call it: `UserSuspensionSet "leavers"`.
   * @param failures Every user that failed, at least one.
   * @param after What became of the others, and what to do.
   * @param secret Whether the users are secret: then the message has numbers and codes only.
   */
  constructor(resource: string, failures: readonly UserFailure[], after: string, secret: boolean = false) {
    const causes = secret ? "" : describeCauses(failures, CAUSES_CHARACTERS);
    super(`${resource}: ${countOf(failures.length, "user")} failed (${countByCode(failures)}). ${after}${causes}`);
    this.failures = failures;
  }

  static override isInstance(value: unknown): value is UsersFailedError {
    return ChimeUsersError.isInstance(value) && value.code === "CHIME_USERS_FAILED";
  }
}
