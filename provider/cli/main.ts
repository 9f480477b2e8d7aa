#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { describeOldNode } from "../model/nodeVersion";
import { registerExport } from "./export";
import { registerImport } from "./import";
import { escapeHidden } from "./printable";
import { registerReport } from "./report";
import { registerServe } from "./serve";

const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

function createProgram(): Command {
  const program = new Command("pulumi-chime-users")
    .description("Tools around Amazon Chime users kept by Pulumi.")
    .version(packageVersion())
    .showHelpAfterError("(--help shows how it is used)")
    .exitOverride()
    .addHelpText(
      "after",
      "\nExit status: 0 done, 1 failed, 2 used wrongly; report has more.\n\nExamples:\n  $ pulumi-chime-users serve\n  $ pulumi-chime-users export --account 6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360 > index.ts\n  $ pulumi-chime-users report preview.json",
    );
  registerExport(program);
  registerImport(program);
  registerReport(program);
  registerServe(program);
  return program;
}

/** Both the source and the compiled file lie two folders below package.json. */
function packageVersion(): string {
  const text = readFileSync(join(__dirname, "..", "..", "package.json"), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}

async function main(): Promise<number> {
  const oldNode = describeOldNode(process.versions.node);
  if (oldNode !== undefined) {
    process.stderr.write(`${oldNode}\n`);
    return EXIT.failed;
  }
  // A reader such as `head` may close the pipe early; that is no failure of ours.
  process.stdout.on("error", () => {});
  try {
    await createProgram().parseAsync();
    // A command may have an outcome of its own to tell.
    return typeof process.exitCode === "number" ? process.exitCode : EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    // A name of the account, or a word of whoever answered, may be in it.
    process.stderr.write(`${escapeHidden(error instanceof Error ? error.message : String(error))}\n`);
    return EXIT.failed;
  }
}

void main().then((status) => {
  process.exitCode = status;
});
