import { ChimeUsersError } from "./chimeUsersError";

/**
 * A guard stood in the way of a change, in a preview or before the first write: nothing was written. Guards are the
 * arguments `protectedUsers`, `maxChanges`, `missingUsers` and `teamAccount`, and what is refused without being asked
 * for, such as an account that a directory manages. The message has every violation with the way out.
 * @public
 */
export class GuardError extends ChimeUsersError {
  override readonly name: "GuardError" = "GuardError";
  readonly code: "CHIME_USERS_GUARD" = "CHIME_USERS_GUARD";
  /** Each violation as one sentence or two, the argument it comes from first. */
  readonly violations: readonly string[];

  /**
   * @param resource The resource as messages call it: `UserSuspensionSet "leavers"`.
   * @param violations What stands against the change, at least one.
   */
  constructor(resource: string, violations: readonly string[]) {
    const [first, ...rest] = violations;
    const text = rest.length === 0 ? ` ${first}` : violations.map((violation) => `\n- ${violation}`).join("");
    super(`${resource}: refused, nothing was changed.${text}`);
    this.violations = violations;
  }

  static override isInstance(value: unknown): value is GuardError {
    return ChimeUsersError.isInstance(value) && value.code === "CHIME_USERS_GUARD";
  }
}
