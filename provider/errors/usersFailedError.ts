import { listNames } from "../model/names";
import type { UserFailure } from "../model/userFailure";
import { ChimeUsersError } from "./chimeUsersError";

/** How many failures a message tells one by one. Errors travel in a header that may be no larger than 8 kB. */
const FAILURES_TOLD = 10;
const MESSAGE_CHARACTERS = 160;

function tellFailure({ user, userId, code, message }: UserFailure): string {
  const who = user === userId ? user : `${user} (${userId})`;
  const text = message.length <= MESSAGE_CHARACTERS ? message : `${message.slice(0, MESSAGE_CHARACTERS)}…`;
  return `\n  ${who}: ${code}: ${text}`;
}

function countByCode(failures: readonly UserFailure[]): string {
  const byCode = [...Map.groupBy(failures, ({ code }) => code)].sort(([, a], [, b]) => b.length - a.length);
  return listNames(byCode.map(([code, { length }]) => `${code} ${length.toLocaleString("en-US")}`));
}

/**
 * Some users could not be changed; the others were, and are in the state. Thrown in the program, so that `pulumi up`
 * exits non-zero; the next `pulumi up` tries what is left. The full list is in `failures`, the message has the first
 * 10 of them and the number for each code.
 * @public
 */
export class UsersFailedError extends ChimeUsersError {
  override readonly name: string = "UsersFailedError";
  readonly code: string = "CHIME_USERS_FAILED";
  /** Every user that failed. */
  readonly failures: readonly UserFailure[];

  /**
   * @param resource The resource as messages call it: `UserSuspensionSet "leavers"`.
   * @param failures Every user that failed, at least one.
   * @param after What became of the others, and what to do.
   * @param secret Whether the users are secret: then the message has numbers and codes only.
   */
  constructor(resource: string, failures: readonly UserFailure[], after: string, secret: boolean = false) {
    const shown = secret ? 0 : FAILURES_TOLD;
    const told = failures.slice(0, shown).map(tellFailure).join("");
    const more = failures.length - shown;
    const rest = more > 0 && !secret ? `\n  and ${more.toLocaleString("en-US")} more` : "";
    const users = failures.length === 1 ? "1 user" : `${failures.length.toLocaleString("en-US")} users`;
    super(`${resource}: ${users} failed (${countByCode(failures)}). ${after}${told}${rest}`);
    this.failures = failures;
  }

  static override isInstance(value: unknown): value is UsersFailedError {
    return ChimeUsersError.isInstance(value) && value.code === "CHIME_USERS_FAILED";
  }
}
