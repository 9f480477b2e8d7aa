import type { JournalEntry } from "../../provider/testing";
import { type Excuses, WRITES } from "./faults";
import type { Account } from "./people";
import type { Run, Stage } from "./stack";
import { type Case, demandThat } from "./verdict";

const USERS_PER_CALL = { BatchSuspendUser: 50, BatchUnsuspendUser: 50, BatchUpdateUser: 20 } as const;
const USERS_PER_PAGE = 200;

type Write = JournalEntry & { readonly operation: keyof typeof USERS_PER_CALL };

function isWrite(entry: JournalEntry): entry is Write {
  return WRITES.some((operation) => operation === entry.operation);
}

/** The users that a stage changed, by the operation that does it. */
function changedUsers(before: Account, after: Account): Map<string, string[]> {
  const changed = new Map<string, string[]>(WRITES.map((operation) => [operation, []]));
  for (const [id, was] of before) {
    const is = after.get(id) ?? was;
    if (is.suspended !== was.suspended) changed.get(is.suspended ? "BatchSuspendUser" : "BatchUnsuspendUser")?.push(id);
    if (is.license !== was.license) changed.get("BatchUpdateUser")?.push(id);
  }
  return changed;
}

/** Without faults each call is full, and names exactly those who change. */
function checkExact(
  operation: keyof typeof USERS_PER_CALL,
  writes: readonly Write[],
  changed: readonly string[],
): void {
  const named = writes.flatMap(({ users }) => users).sort();
  demandThat(JSON.stringify(named) === JSON.stringify([...changed].sort()), () => {
    return `${operation} named ${named.join(", ") || "nobody"}, and ${changed.join(", ") || "nobody"} had to change`;
  });
  const most = Math.ceil(changed.length / USERS_PER_CALL[operation]);
  demandThat(writes.length <= most, () => `${writes.length} calls of ${operation} for ${changed.length} users`);
}

/**
 * With faults: each failed call may be sent again or in halves, and each call with failed users may be followed by one
 * more. A call that is denied is not repeated.
 */
function checkBound(operation: keyof typeof USERS_PER_CALL, writes: readonly Write[], asked: number): void {
  const full = Math.ceil(asked / USERS_PER_CALL[operation]);
  const faults = writes.filter(({ cause, spoilt }) => cause !== undefined || spoilt !== undefined).length;
  const partial = writes.filter(({ failedUsers }) => failedUsers.length > 0).length;
  demandThat(writes.length <= full + 2 * faults + partial, () => {
    return `${writes.length} calls of ${operation} for ${asked} users, ${faults} faults and ${partial} partial answers`;
  });
  const denied = writes.filter(({ status }) => status === 403).length;
  const halved = writes.filter(({ status }) => status === 400 || status === 404 || status === 409).length;
  demandThat(denied <= full + halved, () => `${denied} denied calls of ${operation} for ${asked} users`);
}

/** The writes of a stage: none in a preview, none too many, and none for users who are as they should be. */
export function checkWrites(run: Run, cases: readonly Case[], stage: Stage, excuses: Excuses): void {
  const writes = stage.requests.filter(isWrite);
  const idle = run.what === "preview" || cases.every(({ turn }) => turn.outcome.end === "refused");
  demandThat(!idle || writes.length === 0, () => `${run.what} wrote: ${writes.map(({ operation }) => operation)}`);
  const changed = changedUsers(stage.before, stage.after);
  const wanted = cases.flatMap(({ demand }) => demand?.wants ?? []);
  for (const operation of WRITES) {
    const mine = writes.filter((entry) => entry.operation === operation);
    const faulty = excuses.any || cases.some(({ turn }) => turn.lost);
    // Side by side somebody who moves may be unsuspended by one set and suspended again by the other.
    const sideBySide = stage.turns.length > 1;
    if (!faulty && !sideBySide) checkExact(operation, mine, changed.get(operation) ?? []);
    else checkBound(operation, mine, wanted.length + sideBySideRest(operation, sideBySide, cases));
  }
}

function sideBySideRest(operation: keyof typeof USERS_PER_CALL, sideBySide: boolean, cases: readonly Case[]): number {
  return sideBySide ? cases.length * USERS_PER_CALL[operation] : 0;
}

/** How many reads the users in question are worth. Somebody whose address has changed is looked for twice. */
function readsFor({ turn, asked, unknown, whole }: Case, users: number): number {
  const pages = Math.max(1, Math.ceil(users / USERS_PER_PAGE));
  if (whole) return pages;
  // Where the number of pages is not known, they are given up once they have cost as much as asking one by one.
  const sizeKnown = turn.keptBefore && turn.keptAfter?.outs["accountUsers"] !== undefined;
  return Math.min(pages, asked) * (sizeKnown ? 1 : 2) + unknown;
}

/** The reads of a process: GetAccount once, users one by one or by pages, whichever is fewer calls. */
export function checkReads(run: Run, stages: readonly (readonly Case[])[], excuses: Excuses): void {
  if (excuses.any) return;
  const reads = run.stages.flatMap(({ requests }) => requests.filter((entry) => !isWrite(entry)));
  const accounts = reads.filter(({ operation }) => operation === "GetAccount").length;
  demandThat(accounts <= 1, () => `GetAccount was asked ${accounts} times`);
  const users = Math.max(0, ...run.stages.map(({ before }) => before.size));
  const most = stages.flat().reduce((sum, one) => sum + readsFor(one, users), 0);
  demandThat(reads.length - accounts <= most, () => {
    const lines = reads.map(({ operation, path }) => `${operation} ${path}`).join("\n");
    return `${run.what}: ${reads.length - accounts} reads of users where ${most} are enough:\n${lines}`;
  });
  const quiet = stages.flat().every(({ turn, demand }) => turn.declared && demand?.quiet === true);
  demandThat(!quiet || run.stages.every(({ requests }) => requests.length === 0), () => {
    return `${run.what}: nothing to do, and yet ${reads.length} reads`;
  });
}
