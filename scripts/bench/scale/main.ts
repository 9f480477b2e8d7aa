import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { load } from "./load";
import { describeMachine } from "./machine";
import { type Fleet, writeSeed } from "./seed";
import { startServer } from "./server";

/** How many calls lie between two looks at the server. */
const PART = 10_000;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Measures a server with a fleet: its start, what a call takes of one core, and whether its memory grows. */
async function measure(seed: string, fleet: Fleet, calls: number, ...options: string[]): Promise<void> {
  const server = await startServer(seed, ...options);
  try {
    const before = server.taken();
    say(`## serve ${options.slice(0, 1).join("")}\n`);
    say(`Start: ${server.startSeconds.toFixed(1)} s, ${before.coreSeconds.toFixed(1)} s of one core.\n`);
    say("| calls | calls a second of one core | memory, MB |\n| -: | -: | -: |");
    say(`| 0 | | ${before.residentMB.toFixed(0)} |`);
    let last = before;
    await load(server.environment, fleet, { calls, part: PART }, (done) => {
      const now = server.taken();
      const rate = PART / (now.coreSeconds - last.coreSeconds);
      say(`| ${done} | ${rate.toFixed(0)} | ${now.residentMB.toFixed(0)} |`);
      last = now;
    });
    say("");
  } finally {
    server.stop();
  }
}

interface Options {
  readonly accounts: string;
  readonly users: string;
  readonly calls: string;
}

async function main({ accounts, users, calls }: Options): Promise<void> {
  const fleet: Fleet = { accounts: Number(accounts), usersOfEach: Number(users) };
  const folder = await mkdtemp(join(tmpdir(), "chime-scale-"));
  try {
    const seed = join(folder, "seed.json");
    await writeSeed(seed, fleet);
    const all = (fleet.accounts * fleet.usersOfEach).toLocaleString("en-US");
    say(`# The local server with ${all} users in ${fleet.accounts} accounts\n\n${describeMachine()}`);
    say("The calls are a fleet's: batches of 50 and of 20 users, pages of 200, single users; 32 at once.\n");
    await measure(seed, fleet, Number(calls));
    await measure(seed, fleet, Number(calls), "--control");
    await measure(seed, fleet, Number(calls), "--state", join(folder, "state.json"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

new Command("npm run bench:server --")
  .description("Measures the local Chime server with a fleet of accounts: start, calls a second of one core, memory.")
  .option("--accounts <number>", "how many accounts", "40")
  .option("--users <number>", "users of each account", "25000")
  .option("--calls <number>", "how many calls, plain, again with --control, and again with --state", "100000")
  .action(main)
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  });
