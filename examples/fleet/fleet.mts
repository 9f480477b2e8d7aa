import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import pMap from "p-map";
import { Board } from "./board.mts";
import { Interrupt } from "./interrupt.mts";
import { type Previewed, read, write } from "./report.mts";
import { findLeftBehind, type Opened, openStack, preview, up } from "./stacks.mts";

const USAGE = "Usage: node fleet.mts preview|up [account ...] [--at-once 4] [--report report.md] [--yes]";

/** The script was used wrongly: nothing was begun. */
class UsageError extends Error {}

/** An account, with why it is not as declared; without a reason it is. */
interface Result {
  readonly name: string;
  readonly reasons: readonly string[];
}

const notBegun = (name: string): Result => ({ name, reasons: ["not begun, the run was stopped"] });

/** What the accounts of a run have in common. */
interface Scene {
  readonly board: Board;
  readonly interrupt: Interrupt;
}

async function previewOne(stack: Stack, { board, interrupt }: Scene): Promise<Previewed[]> {
  if (interrupt.isStopped) return [];
  board.show(stack.name, "previewing");
  const account = await read(stack.name, await preview(stack, interrupt.cancelled));
  board.show(stack.name, account.outcome);
  return [account];
}

async function upOne(stack: Stack, { board, interrupt }: Scene): Promise<Result> {
  const { name } = stack;
  if (interrupt.isStopped) return notBegun(name);
  board.show(name, "changing");
  const reasons = await up(stack, (text) => board.show(name, text), interrupt.cancelled);
  board.show(name, reasons.length === 0 ? "done" : "failed");
  return { name, reasons };
}

/** The names of all accounts. */
function readNames(): string[] {
  try {
    return Object.keys(JSON.parse(readFileSync(join(import.meta.dirname, "accounts.json"), "utf8")));
  } catch (error) {
    throw new Error(`accounts.json can't be read: ${(error as Error).message}`, { cause: error });
  }
}

/** Says which accounts were taken out of accounts.json while their stacks still have resources. */
async function tellLeftBehind(all: readonly string[]): Promise<string[]> {
  const left = await findLeftBehind(all);
  return left.map(
    (name) =>
      `warning: ${name} is not in accounts.json, and its stack still has resources, which no run looks after. To retire the account: ` +
      `pulumi destroy --stack ${name}, then pulumi stack rm ${name}. Else put it back.`,
  );
}

/** A stack that was made for an account which was not to be had is of no use: the run leaves things as they were. */
async function withdrawUnused(opened: readonly Opened[], previews: readonly Previewed[]): Promise<void> {
  const used = previews.filter(({ outcome }) => outcome === "to change" || outcome === "no change");
  for (const { stack, withdraw } of opened) {
    if (!used.some(({ name }) => name === stack.name)) await withdraw();
  }
}

interface Options {
  readonly command: "preview" | "up";
  readonly concurrency: number;
  readonly report: string;
  readonly yes: boolean;
  /** Whether all accounts are asked for: only then it is worth it to look at all stacks. */
  readonly isWhole: boolean;
}

async function open(names: readonly string[], { board, interrupt }: Scene): Promise<Opened[]> {
  const opened: Opened[] = [];
  for (const name of names) {
    if (interrupt.isStopped) break;
    board.show(name, "opening");
    opened.push(await openStack(name));
  }
  return opened;
}

async function run(names: readonly string[], options: Options, scene: Scene): Promise<void> {
  const { command, concurrency, report, yes, isWhole } = options;
  const { board, interrupt } = scene;
  const warnings = isWhole ? await tellLeftBehind(names) : [];
  const opened = await open(names, scene);
  const stacks = opened.map(({ stack }) => stack);

  const previews = (await pMap(stacks, (stack) => previewOne(stack, scene), { concurrency })).flat();
  writeFileSync(report, await write(previews, warnings));
  await withdrawUnused(opened, previews);
  const results: Result[] = names
    .filter((name) => !previews.some((preview) => preview.name === name))
    .map(notBegun)
    .concat(previews.filter(({ reasons }) => reasons.length > 0));

  const changing = previews.filter(({ outcome }) => outcome === "to change").map(({ name }) => name);
  if (command === "up" && changing.length > 0) {
    if (!(yes || interrupt.isStopped)) {
      board.leave();
      if (!(await interrupt.confirm(`Who is affected: ${report}. Go on? [y/N] `)))
        throw new Error("Nothing was changed.");
    }
    const begun = stacks.filter(({ name }) => changing.includes(name));
    results.push(...(await pMap(begun, (stack) => upOne(stack, scene), { concurrency })));
  }
  board.leave();
  process.stdout.write(`Who is affected, by the preview: ${report}\n`);

  const lines = results.flatMap(({ name, reasons }) => reasons.map((reason) => `${name}: ${reason}`));
  process.stderr.write([...warnings, ...lines].map((line) => `${line}\n`).join(""));
  if (lines.length > 0) process.exitCode = 1;
}

const OPTIONS = {
  "at-once": { type: "string", default: "4" },
  report: { type: "string", default: "report.md" },
  yes: { type: "boolean", default: false },
} as const;

function parse() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parse();
  const [command, ...chosen] = positionals;
  const concurrency = Number(values["at-once"]);
  if (!(command === "preview" || command === "up") || !(concurrency >= 1)) throw new UsageError(USAGE);
  const all = readNames();
  const unknown = chosen.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new UsageError(`accounts.json has no ${unknown.join(", ")}.`);

  const names = chosen.length > 0 ? chosen : all;
  const board = new Board(names);
  const interrupt = new Interrupt((text) => board.note(text));
  try {
    await run(names, { ...values, command, concurrency, isWhole: chosen.length === 0 }, { board, interrupt });
  } finally {
    interrupt.leave();
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
