import { ApiError } from "../errors/apiError";
import { ChimeUsersError } from "../errors/chimeUsersError";
import { InputError } from "../errors/inputError";
import { TransportError } from "../errors/transportError";

/** Whether there is no way to the account now, for a reason that is no mistake in a setting and no bug. */
export function isOutOfReach(error: unknown): error is ChimeUsersError {
  return ChimeUsersError.isInstance(error) && !InputError.isInstance(error);
}

/** Stands behind the advice to set `chime:unreadable` to "warn" in a refresh, which would seem not to help otherwise. */
export const GOES_BY_LAST_UP = "; a refresh without --run-program goes by the settings of the last pulumi up";

/** Why the account can't be read, with the two ways out. `more` stands behind what is said of the setting. */
export function describeUnreadable(reason: string, more: string = ""): string {
  return `the account could not be read, and chime:unreadable is "fail". ${reason} Mend that, or set chime:unreadable to "warn" to go on from the state alone${more}.`;
}

/**
 * The error of an operation whose account is out of reach: whoever reads that of an `up` has to know that nothing was sent. Of this
 * operation alone: others of the run, and what was deleted before it is made anew, may have changed users.
 */
export function unreadError(resource: string, because: unknown): unknown {
  if (!isOutOfReach(because)) return because;
  const text = `${resource}: the account could not be read, and this step changed nothing. ${because.message}`;
  return new Error(text, { cause: because });
}

/** The reason by which one account is out of reach, the same for all of its resources: request and user make none. */
function reasonOf(error: unknown): string {
  if (ApiError.isInstance(error)) return `${error.httpStatus} ${error.awsCode}`;
  if (TransportError.isInstance(error)) return error.kind;
  return error instanceof Error ? error.message : String(error);
}

/** What has been said of accounts out of reach: each reason is worth saying once a process, not once a resource. */
export class Unread {
  readonly #said = new Set<string>();

  /** Whether it is the first time for this account and reason; notes it. */
  isNew(accountId: string, error: unknown): boolean {
    const key = JSON.stringify([accountId, reasonOf(error)]);
    if (this.#said.has(key)) return false;
    this.#said.add(key);
    return true;
  }
}

/** Stands behind what is said once: how to have it fail, where nobody reads warnings. */
export const SAID_ONCE =
  'Where this must not pass, as in CI, set chime:unreadable to "fail" and run pulumi up once: until then a refresh without --run-program goes by the old setting. This is said once for all resources on the account.';
