import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { theEngine } from "../../test/support/stack";
import { planning } from "./planning";
import { plotGrowth } from "./plot";
import { reportOf } from "./report";
import type { CostRow, Machine, Results, StateRow } from "./results";
import { describeMachine as describeHere } from "./scale/machine";
import { ScalePage } from "./scale/page";
import { SHARING_HEADING, sharing, tellSharing } from "./sharing";
import { cost, emptyUp, fronts, growth, inertUps, limited, some } from "./suites";
import { times } from "./times";

const DOCS = join(__dirname, "..", "..", "docs");
const LATENCY_MS = 50;
const RATE = 20;
const SIZES = [100, 1_000, 10_000, 50_000];
const PLANNED = [1_000, 10_000, 50_000, 200_000];

const started = performance.now();

function say(line: string): void {
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  process.stderr.write(`${minutes.padStart(5)} min  ${line}\n`);
}

async function describeMachine(): Promise<Machine> {
  const processors = cpus();
  return {
    date: today(),
    processor: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    pulumi: (await theEngine()).version,
  };
}

async function costs(sizes: readonly number[]): Promise<{ cost: CostRow[]; state: StateRow[] }> {
  const rows: CostRow[] = [];
  const state: StateRow[] = [];
  for (const kind of ["suspend", "license"] as const) {
    for (const users of sizes) {
      const measured = await cost(kind, users, say);
      rows.push(...measured.rows);
      state.push(measured.state);
    }
  }
  return { cost: rows, state };
}

const today = (): string => new Date().toISOString().slice(0, 10);

async function bothFronts(sizes: readonly number[]): Promise<Results["fronts"]> {
  return {
    date: today(),
    rows: await fronts(
      sizes.filter((users) => users >= 1_000),
      say,
    ),
  };
}

/** With as many users as there are in the largest account. */
async function timed(sizes: readonly number[]): Promise<Results["times"]> {
  const users = Math.max(...sizes);
  const load = loadavg()[0] ?? 0;
  const rows = await times(users, say);
  return { date: today(), load: Math.max(load, loadavg()[0] ?? 0), rows };
}

async function run(sizes: readonly number[]): Promise<Results> {
  return {
    machine: await describeMachine(),
    latencyMs: LATENCY_MS,
    rate: RATE,
    planning: planning(PLANNED),
    empty: await emptyUp(),
    inert: await inertUps(10_000),
    ...(await costs(sizes)),
    some: await some({ latencyMs: LATENCY_MS }, say),
    someLimited: await some({ latencyMs: LATENCY_MS, rate: RATE }, say),
    limited: await limited(RATE, LATENCY_MS, say),
    growth: await growth(sizes, LATENCY_MS, say),
    fronts: await bothFronts(sizes),
    times: await timed(sizes),
  };
}

interface Options {
  readonly most: string;
  readonly output: string;
  readonly sharing?: true;
  readonly fronts?: true;
  readonly times?: true;
}

/** Stacks that run at once behind one limit, alone: two minutes. */
async function measureSharing(): Promise<void> {
  const page = new ScalePage("sharing");
  page.say(
    `${describeHere()} ${RATE} requests a second, which nobody was told, and ${LATENCY_MS} ms before each answer.`,
  );
  for (const line of SHARING_HEADING) page.say(line);
  for (const stacks of [4, 8]) {
    say(`${stacks} stacks`);
    page.say(tellSharing(await sharing(stacks, { latencyMs: LATENCY_MS, rate: RATE }), RATE));
  }
  await page.write();
}

/** The results there are, for those that are measured anew to be put among them. */
async function resultsIn(output: string): Promise<Results> {
  return JSON.parse(await readFile(join(output, "bench", "results.json"), "utf8")) as Results;
}

/** All results anew, or only those asked for. */
async function measureFor(
  { fronts: onlyFronts, times: onlyTimes, output }: Options,
  sizes: readonly number[],
): Promise<Results> {
  if (onlyFronts) return { ...(await resultsIn(output)), fronts: await bothFronts(sizes) };
  if (onlyTimes) return { ...(await resultsIn(output)), times: await timed(sizes) };
  return run(sizes);
}

async function main(options: Options): Promise<void> {
  const { most, output, sharing: alone } = options;
  if (alone) return measureSharing();
  say("measuring; leave the machine alone, it takes about 20 minutes with 50,000 users");
  const sizes = SIZES.filter((users) => users <= Number(most));
  const results = await measureFor(options, sizes);
  const { markdownTable } = await import("markdown-table");
  const report = reportOf(results, markdownTable);
  await mkdir(join(output, "bench"), { recursive: true });
  await writeFile(join(output, "bench", "results.json"), `${JSON.stringify(results, undefined, 1)}\n`);
  await writeFile(join(output, "bench", "growth.svg"), `${await plotGrowth(results.growth)}\n`);
  await writeFile(join(output, "benchmark.md"), report);
  process.stdout.write(report);
}

new Command("npm run bench --")
  .description("Measures this package beside scripts on the AWS SDK, on a local Chime server and the real engine.")
  .option("--most <users>", "the largest account: 100, 1000, 10000 or 50000", "50000")
  .option("--output <folder>", "where benchmark.md and bench/ go", DOCS)
  .option("--sharing", "only: 4 and 8 stacks at once behind one limit, for docs/scale.md")
  .option("--fronts", "only: the dynamic resources beside the native provider; the other figures stay as they are")
  .option("--times", "only: entries with a time beside those without; the other figures stay as they are")
  .action(main)
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  });
