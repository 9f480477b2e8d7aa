import type { JournalEntry } from "../../provider/testing";
import { withStack } from "../../test/support/stack";
import { programFor, runOnEngine } from "./onEngine";
import { type Conditions, startService } from "./service";

/** Writing calls of all stacks together. */
const WRITES = 400;
const USERS_PER_CALL = 20;

/** How several stacks fared that ran at once behind one limit. */
export interface SharingRow {
  readonly stacks: number;
  readonly writes: number;
  /** From the first writing request of all to the answer of the last one, in seconds. */
  readonly writeSeconds: number;
  /** All requests that were taken in that time: stacks that start later read meanwhile. */
  readonly takenMeanwhile: number;
  readonly requests: number;
  readonly throttled: number;
  readonly lost: number;
  /** From its own first writing request to the answer of its last one, of each stack. */
  readonly each: readonly number[];
}

const accountOf = (stack: number): string => `33333333-aaaa-4bbb-8ccc-${String(stack).padStart(12, "0")}`;

function spanMs(entries: readonly JournalEntry[]): number {
  const [first, last] = [entries[0], entries.at(-1)];
  return first && last ? last.atMs - first.atMs : 0;
}

function judge(stacks: number, journal: readonly JournalEntry[], latencyMs: number): SharingRow {
  const writes = journal.filter(({ operation }) => operation === "BatchUpdateUser");
  const taken = writes.filter(({ applied }) => applied);
  const secondsOf = (entries: readonly JournalEntry[]): number => (spanMs(entries) + latencyMs) / 1000;
  const [from = 0, to = 0] = [writes[0]?.atMs, writes.at(-1)?.atMs];
  return {
    stacks,
    writes: taken.length,
    writeSeconds: secondsOf(writes),
    takenMeanwhile: journal.filter(({ atMs, cause }) => cause === undefined && atMs >= from && atMs <= to).length,
    requests: journal.length,
    throttled: journal.filter(({ cause }) => cause === "rate limit").length,
    lost: WRITES * USERS_PER_CALL - new Set(taken.flatMap(({ users }) => users)).size,
    each: Array.from({ length: stacks }, (_, i) =>
      secondsOf(writes.filter(({ accountId }) => accountId === accountOf(i))),
    ),
  };
}

/** A stack an account, all at once, behind a limit that nobody was told: each gives all its users a license. */
export async function sharing(stacks: number, conditions: Conditions): Promise<SharingRow> {
  const users = (WRITES / stacks) * USERS_PER_CALL;
  const accounts = Array.from({ length: stacks }, (_, i) => accountOf(i));
  const service = await startService(users, conditions, accounts);
  try {
    await Promise.all(
      accounts.map((accountId) => {
        const program = programFor({ kind: "license", accountUsers: users, users }, accountId);
        return withStack({ program, environment: { ...service.environment }, asInstalled: true }, async (stack) => {
          await runOnEngine(stack, "up", "--yes", "--skip-preview");
        });
      }),
    );
    return judge(stacks, await service.takeJournal(), conditions.latencyMs);
  } finally {
    await service.stop();
  }
}

/** The columns of the rows. */
export const SHARING_HEADING: readonly string[] = [
  "",
  "| stacks | writes | seconds | against writes / rate | against all calls / rate | refused | users lost | slowest against fastest |",
  "| -: | -: | -: | -: | -: | -: | -: | -: |",
];

/** A row of the table. */
export function tellSharing(row: SharingRow, rate: number): string {
  const { stacks, writes, writeSeconds, takenMeanwhile, requests, throttled, lost, each } = row;
  const share = (calls: number): string => ((writeSeconds * rate) / calls).toFixed(2);
  const refused = `${throttled} of ${requests} (${((100 * throttled) / requests).toFixed(1)} %)`;
  const spread = (Math.max(...each) / Math.min(...each)).toFixed(2);
  const cells = [stacks, writes, writeSeconds.toFixed(1), share(writes), share(takenMeanwhile), refused, lost, spread];
  return `| ${cells.join(" | ")} |`;
}
