import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import type { JournalEntry } from "../../../provider/testing";
import { type FleetAccount, type Fleet as FleetProject, withFleet } from "../../../test/support/fleet";
import { range } from "../../../test/support/people";
import { describeMachine } from "./machine";
import { ScalePage } from "./page";
import { accountIdOf, type Fleet, writeSeed } from "./seed";
import { startServer } from "./server";
import { watchMemory } from "./watch";

interface Options {
  readonly accounts: string;
  readonly users: string;
  readonly leavers: string;
  readonly atOnce: string;
  readonly rate: string;
}

/** Account `a0` and those after it: so many leavers each, spread over the account. */
function declaredAccounts({ accounts, usersOfEach }: Fleet, leavers: number): [string, FleetAccount][] {
  const every = Math.floor(usersOfEach / leavers);
  const people = range(0, leavers).map((i) => i * every);
  return range(0, accounts).map((i) => [
    `a${i}`,
    { accountId: accountIdOf(i), maxChanges: leavers, leavers: people, pro: [] },
  ]);
}

/** What the server was asked since the last look. */
async function takeJournal(endpoint: string): Promise<JournalEntry[]> {
  const { entries } = (await (await fetch(`${endpoint}/_local/journal`)).json()) as {
    readonly entries: JournalEntry[];
  };
  await fetch(`${endpoint}/_local/journal`, { method: "DELETE" });
  return entries;
}

/** How many users the calls of a run have suspended, each counted once. */
function suspendedBy(journal: readonly JournalEntry[]): number {
  const done = journal.filter(({ operation, applied }) => operation === "BatchSuspendUser" && applied);
  return new Set(done.flatMap(({ accountId, users }) => users.map((user) => `${accountId}/${user}`))).size;
}

/** Runs the fleet once and tells what it took. */
async function run(
  fleet: FleetProject,
  { name, endpoint, rate }: { readonly name: string; readonly endpoint: string; readonly rate: number },
  args: readonly string[],
): Promise<string> {
  const started = performance.now();
  const { pid, ended } = fleet.start(args);
  const peaks = watchMemory(pid);
  const { exitCode, failed } = await ended;
  const seconds = (performance.now() - started) / 1000;
  const { allMB, providerMB } = peaks();
  if (exitCode !== 0) throw new Error(failed.join("\n"));
  const journal = await takeJournal(endpoint);
  const refused = journal.filter(({ cause }) => cause === "rate limit").length;
  const writes = journal.filter(({ method }) => method === "POST").length;
  const least = (journal.length - refused) / rate;
  const cells = [
    name,
    suspendedBy(journal),
    journal.length,
    writes,
    refused,
    seconds.toFixed(0),
    least.toFixed(0),
    providerMB.toFixed(0),
    allMB.toFixed(0),
  ];
  return `| ${cells.join(" | ")} |`;
}

const COLUMNS = [
  "run",
  "users suspended",
  "calls",
  "writing",
  "refused",
  "seconds",
  "calls / rate",
  "a provider, MB",
  "all processes, MB",
];

function heading({ accounts, usersOfEach }: Fleet, { leavers, atOnce, rate }: Options): string {
  return [
    `${accounts} accounts with ${usersOfEach} users each. ${describeMachine()} The real engine and examples/fleet, ${atOnce} accounts at once,`,
    `against the local server, which takes ${rate} requests a second of all of them together and has told nobody. ${leavers} users of`,
    "each account are to be suspended.",
    "",
    `| ${COLUMNS.join(" | ")} |`,
    `|${COLUMNS.map((_, i) => (i === 0 ? " --- |" : " -: |")).join("")}`,
  ].join("\n");
}

async function main(options: Options): Promise<void> {
  const size: Fleet = { accounts: Number(options.accounts), usersOfEach: Number(options.users) };
  const folder = await mkdtemp(join(tmpdir(), "chime-fleet-bench-"));
  const page = new ScalePage("fleet");
  try {
    const seed = join(folder, "seed.json");
    await writeSeed(seed, size);
    const server = await startServer(seed, "--control", "--rate", options.rate);
    const endpoint = server.environment["AWS_ENDPOINT_URL_CHIME"] ?? "";
    try {
      await withFleet(server.environment, async (fleet) => {
        await fleet.declare(declaredAccounts(size, Number(options.leavers)));
        page.say(heading(size, options));
        const args = ["--at-once", options.atOnce];
        const at = { endpoint, rate: Number(options.rate) };
        page.say(await run(fleet, { ...at, name: "preview" }, ["preview", ...args]));
        page.say(await run(fleet, { ...at, name: "up" }, ["up", "--yes", ...args]));
        page.say(await run(fleet, { ...at, name: "up, nothing to do" }, ["up", "--yes", ...args]));
        page.say(`\nState: ${((await fleet.stateBytes()) / 1_000_000).toFixed(1)} MB in all.`);
        await page.write();
      });
    } finally {
      server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

new Command("npm run bench:fleet --")
  .description("Runs examples/fleet on the real engine against the local server: calls, time, memory, state.")
  .option("--accounts <number>", "how many accounts", "40")
  .option("--users <number>", "users of each account", "25000")
  .option("--leavers <number>", "users of each account that are suspended", "2500")
  .option("--at-once <number>", "accounts at once", "4")
  .option("--rate <number>", "requests a second that the service takes, for all accounts", "20")
  .action(main)
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  });
