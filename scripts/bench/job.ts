import type { JournalEntry } from "../../provider/testing";

/** What is to be done: so many users of an account, named by address, are to be suspended or to become Pro. */
export interface Job {
  readonly kind: "suspend" | "license";
  readonly accountUsers: number;
  readonly users: number;
}

/** How somebody did a job. */
export interface Result {
  readonly contender: string;
  readonly job: Job;
  /** From the start of the process to its end, in seconds. */
  readonly wallSeconds: number;
  /** From the first writing request to the answer of the last one, in seconds. */
  readonly writeSeconds: number;
  readonly reads: number;
  readonly writes: number;
  /** Answers that refused a request for its rate. */
  readonly throttled: number;
  /** Users who were to be changed and were not. */
  readonly lost: number;
}

const WRITES: ReadonlySet<string> = new Set(["BatchSuspendUser", "BatchUpdateUser", "UpdateUser"]);

/** What the server's journal says of a job. */
export function judge(
  job: Job,
  contender: string,
  wallSeconds: number,
  journal: readonly JournalEntry[],
  latencyMs: number,
): Result {
  const writes = journal.filter(({ operation }) => WRITES.has(operation));
  const changed = new Set<string>();
  for (const { applied, users, failedUsers } of writes) {
    if (!applied) continue;
    const failed = new Set(failedUsers);
    for (const user of users) if (!failed.has(user)) changed.add(user);
  }
  const [first, last] = [writes[0], writes.at(-1)];
  const spanMs = first && last ? last.atMs - first.atMs + latencyMs : 0;
  return {
    contender,
    job,
    wallSeconds,
    writeSeconds: spanMs / 1000,
    reads: journal.length - writes.length,
    writes: writes.length,
    throttled: journal.filter(({ cause }) => cause === "rate limit").length,
    lost: job.users - changed.size,
  };
}
