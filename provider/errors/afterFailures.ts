import type { UserFailure } from "../model/userFailure";

/** The engine may have begun nothing more, of what does not depend on the resource either, and deletes nothing, in a run that fails. */
const WAITS = "what this run has not come to, or not deleted, waits for that.";

/** What stands behind the number of users who failed in an `up`: what became of the others, where there are any, and what to do. */
export function afterUp(failures: readonly UserFailure[], held: Iterable<string>): string {
  const failed = new Set(failures.map(({ user }) => user));
  const others = [...held].some((user) => !failed.has(user));
  return others
    ? `The other users are done and in the state. Run pulumi up again to try what is left; ${WAITS}`
    : `Run pulumi up to try again; ${WAITS}`;
}

/** The same of a deletion that was to change `changes` users. */
export function afterDelete(failures: readonly UserFailure[], changes: number): string {
  // The engine keeps the state of a resource whose deletion has failed as it was.
  return changes > failures.length
    ? "The other users are done. Run the same pulumi up or pulumi destroy again to try what is left. To declare the resource again in place of that, run pulumi up --refresh."
    : "Run the same pulumi up or pulumi destroy again to try once more.";
}
