import * as pulumi from "@pulumi/pulumi";
import { afterUp } from "../errors/afterFailures";
import { UsersFailedError } from "../errors/usersFailedError";
import { readHeldId } from "../model/heldId";
import type { ResourceName } from "../model/resourceName";
import { readFailures, type UserFailure } from "../model/userFailure";
import { runNameOf, runningProgram } from "./claimsFile";
import { messageAlone } from "./messageAlone";
import { optionalOutput } from "./optionalOutput";

/** `value -> before -> user -> user ID`, as the state has it: see `readHeldId`. An ID that is the user's own name is left out. */
export type Holdings = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

/** All users of the holdings that `wanted` picks, sorted, with what it makes of each. */
export function pickUsers<T>(
  holdings: Holdings | undefined,
  wanted: (value: string, before: string, userId: string) => T | undefined,
): Record<string, T> {
  const groups = Object.entries(holdings ?? {}).flatMap(([value, byBefore]) =>
    Object.entries(byBefore).map(([before, users]) => ({ value, before, users })),
  );
  const picked = new Map<string, T>();
  for (const { value, before, users } of groups) {
    for (const [user, held] of Object.entries(users)) {
      const [id] = readHeldId(held);
      const entry = wanted(value, before, id === "" ? user : id);
      if (entry !== undefined) picked.set(user, entry);
    }
  }
  return Object.fromEntries([...picked].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The outputs that tell whom the account has, as they stand in state. */
interface RawUsers {
  readonly holdings: pulumi.Output<Holdings | undefined>;
  readonly missing: pulumi.Output<Readonly<Record<string, string>> | undefined>;
}

/** What each class has of its users: the ID of each, and who is missing. What is its own it makes of the holdings. */
export function usersOf(resource: pulumi.Resource): {
  readonly holdings: pulumi.Output<Holdings | undefined>;
  readonly userIds: pulumi.Output<Record<string, string>>;
  readonly missingUsers: pulumi.Output<string[]>;
} {
  const { holdings, missing, failures } = resource as unknown as RawUsers & RawFailures;
  return {
    holdings,
    userIds: holdings.apply((raw) => pickUsers(raw, (_value, _before, userId) => userId)),
    missingUsers: optionalOutput(missing, failures).apply((raw) => Object.keys(raw ?? {}).sort()),
  };
}

/** The output that tells of times, as it stands in state. */
interface RawNext {
  readonly nextChange: pulumi.Output<string | undefined>;
}

/** The outputs that tell of failures, as they stand in state. Each state has the list, be it empty. */
interface RawFailures {
  readonly failures: pulumi.Output<unknown>;
  readonly failureCauses: pulumi.Output<unknown>;
}

/** The users that could not be changed, each with what was said of it: the state has that once for all of them. */
export function failuresOf(resource: pulumi.Resource): pulumi.Output<readonly UserFailure[]> {
  const { failures, failureCauses } = resource as unknown as RawFailures;
  return pulumi
    .all([failures, optionalOutput(failureCauses, failures)])
    .apply(([list, causes]) => readFailures(list, causes));
}

/** When the next entry begins or ends; to be asked for before `failures` is made anew. */
export function nextChangeOf(resource: pulumi.Resource): pulumi.Output<string | undefined> {
  const { nextChange, failures } = resource as unknown as RawFailures & RawNext;
  // The native provider writes null where there is none.
  return optionalOutput(nextChange, failures).apply((next) => next ?? undefined);
}

/** The outputs that say which run left the failures behind, and who else is in the state. */
interface RunOutputs {
  readonly __failedIn: pulumi.Output<string | undefined> | undefined;
  readonly holdings: pulumi.Output<Holdings | undefined> | undefined;
}

/** Whether an earlier run of a program left the failures behind, and this one, as in a destroy, has not tried again. */
function isOfEarlierRun(run: string | undefined): boolean {
  const program = runningProgram();
  return program !== undefined && Boolean(run) && run !== runNameOf(program);
}

/**
 * Fails the program when users could not be changed. The provider itself reports success, so that everything that
 * was done is in the state, however many users failed: an error with thousands of users would not fit through the
 * engine's connection, and the state would be lost with it.
 */
export function failOnFailures(
  resource: ResourceName,
  name: string,
  failures: pulumi.Output<readonly UserFailure[]>,
  registered: pulumi.Resource,
): void {
  const { __failedIn: failedIn, holdings } = registered as unknown as RunOutputs;
  pulumi.all([failures, pulumi.isSecret(failures), failedIn, holdings]).apply(([listed, secret, run, held]) => {
    if (listed.length === 0 || pulumi.runtime.isDryRun() || isOfEarlierRun(run)) return;
    const failed = listed as readonly UserFailure[];
    const after = afterUp(failed, Object.keys(pickUsers(held as Holdings | undefined, () => true)));
    throw messageAlone(new UsersFailedError(`${resource} "${name}"`, failed, after, secret));
  });
}
