import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { load } from "./load";
import { describeMachine } from "./machine";
import { ScalePage } from "./page";
import { type Fleet, writeSeed } from "./seed";
import { startServer } from "./server";

/** How many calls lie between two looks at the server. */
const PART = 10_000;

/** Measures a server with a fleet: its start, what a call takes of one core, and whether its memory grows. */
async function measure(
  page: ScalePage,
  { seed, fleet, calls }: { readonly seed: string; readonly fleet: Fleet; readonly calls: number },
  ...options: string[]
): Promise<void> {
  const server = await startServer(seed, ...options);
  try {
    const before = server.taken();
    const how = `\`serve ${options.slice(0, 1).join("")}`.trim();
    const start = `${server.startSeconds.toFixed(1)} s, ${before.coreSeconds.toFixed(1)} s of one core`;
    page.say(`${how}\` starts in ${start}.\n`);
    page.say("| calls | calls a second of one core | memory, MB |\n| -: | -: | -: |");
    page.say(`| 0 | | ${before.residentMB.toFixed(0)} |`);
    let last = before;
    await load(server.environment, fleet, { calls, part: PART }, (done) => {
      const now = server.taken();
      const rate = PART / (now.coreSeconds - last.coreSeconds);
      page.say(`| ${done} | ${rate.toFixed(0)} | ${now.residentMB.toFixed(0)} |`);
      last = now;
    });
    page.say("");
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
    const page = new ScalePage("server");
    page.say(`${all} users in ${fleet.accounts} accounts. ${describeMachine()}`);
    page.say("The calls are a fleet's: batches of 50 and of 20 users, pages of 200, single users; 32 at once.\n");
    const job = { seed, fleet, calls: Number(calls) };
    await measure(page, job);
    await measure(page, job, "--control");
    await measure(page, job, "--state", join(folder, "state.json"));
    await page.write();
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
