import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import pMap from "p-map";
import { Board } from "./board.mts";
import { type Previewed, read, write } from "./report.mts";
import { openStack, preview, up } from "./stacks.mts";

const USAGE = "Usage: node fleet.mts preview|up [account ...] [--at-once 4] [--report report.md] [--yes]";

// Ctrl-C: accounts under way are finished, none begins any more. A second one ends the run as it stands.
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => (stop.signal.aborted ? process.exit(1) : stop.abort()));
}

/** An account, with why it is not as declared; without a reason it is. */
interface Result {
  readonly name: string;
  readonly reasons: readonly string[];
}

const notBegun = (name: string): Result => ({ name, reasons: ["not begun, the run was stopped"] });

async function isConfirmed(board: Board): Promise<boolean> {
  board.leave();
  process.stdout.write("Go on? [y/N] ");
  // Where nobody is there to answer there is no line, and that is a no.
  for await (const answer of createInterface({ input: process.stdin })) return answer.trim() === "y";
  return false;
}

async function previewOne(stack: Stack, board: Board): Promise<Previewed[]> {
  if (stop.signal.aborted) return [];
  board.show(stack.name, "previewing");
  const account = await read(stack.name, await preview(stack));
  board.show(stack.name, account.outcome);
  return [account];
}

async function upOne(stack: Stack, board: Board): Promise<Result> {
  const { name } = stack;
  if (stop.signal.aborted) return notBegun(name);
  board.show(name, "changing");
  const reasons = await up(stack, (text) => board.show(name, text));
  board.show(name, reasons.length === 0 ? "done" : "failed");
  return { name, reasons };
}

async function main(): Promise<void> {
  const options = {
    "at-once": { type: "string", default: "4" },
    report: { type: "string", default: "report.md" },
    yes: { type: "boolean", default: false },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [command, ...chosen] = positionals;
  const all = Object.keys(JSON.parse(readFileSync(join(import.meta.dirname, "accounts.json"), "utf8")));
  const unknown = chosen.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`accounts.json has no ${unknown.join(", ")}.`);
  const concurrency = Number(values["at-once"]);
  if (!(command === "preview" || command === "up") || !(concurrency >= 1)) throw new Error(USAGE);

  const names = chosen.length > 0 ? chosen : all;
  const board = new Board(names);
  const stacks: Stack[] = [];
  for (const name of names) {
    board.show(name, "opening");
    stacks.push(await openStack(name));
  }

  const previews = (await pMap(stacks, (stack) => previewOne(stack, board), { concurrency })).flat();
  writeFileSync(values.report, await write(previews));
  const results: Result[] = names
    .filter((name) => !previews.some((preview) => preview.name === name))
    .map(notBegun)
    .concat(previews.filter(({ outcome }) => outcome === "refused"));

  const changing = previews.filter(({ outcome }) => outcome === "to change").map(({ name }) => name);
  if (command === "up" && changing.length > 0) {
    if (!values.yes && !(await isConfirmed(board))) throw new Error("Nothing was changed.");
    const begun = stacks.filter(({ name }) => changing.includes(name));
    results.push(...(await pMap(begun, (stack) => upOne(stack, board), { concurrency })));
  }
  board.leave();

  const lines = results.flatMap(({ name, reasons }) => reasons.map((reason) => `${name}: ${reason}`));
  process.stderr.write(lines.map((line) => `${line}\n`).join(""));
  if (lines.length > 0) process.exitCode = 1;
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
