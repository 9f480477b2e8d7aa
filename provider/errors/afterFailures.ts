import type { UserFailure } from "../model/userFailure";

/** What stands behind the number of users who failed in an `up`: what became of the others, where there are any, and what to do. */
export function afterUp(failures: readonly UserFailure[], held: Iterable<string>): string {
  const failed = new Set(failures.map(({ user }) => user));
  const others = [...held].some((user) => !failed.has(user));
  return others
    ? "The others are done and in the state; run pulumi up again to try what is left."
    : "Run pulumi up to try again.";
}

/** The same of a deletion that was to change `changes` users. */
export function afterDelete(failures: readonly UserFailure[], changes: number): string {
  // The engine keeps the state of a resource whose deletion has failed as it was.
  return changes > failures.length
    ? "The others are done. Run it again to try what is left. To declare the resource again in place of that, run pulumi up --refresh."
    : "Run it again to try once more.";
}
