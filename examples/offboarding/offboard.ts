import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { CommandError, type EngineEvent, LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { type UserFailure, UserSuspensionSet } from "pulumi-chime-users";

const file = join(__dirname, "offboarded.json");

/** The stack of a program that suspends these people. Pulumi.yaml beside this has it refreshed each time. */
function stackOf(users: string[]): Promise<Stack> {
  const program = async () => {
    // The account that `npx pulumi-chime-users serve` comes with. Put your own account's ID here.
    const accountId = "6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360";
    const set = new UserSuspensionSet("offboarded", { accountId, users, maxChanges: 5 });
    return { failures: set.failures };
  };
  const stack = { stackName: "production", projectName: "chime-offboarding", program };
  return LocalWorkspace.createOrSelectStack(stack, { workDir: __dirname });
}

/** Asks on the terminal. Where nobody is there to answer there is no line, and that is a no. Ctrl-C ends the script. */
async function isConfirmed(): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await new Promise<string>((resolve) => {
    lines.on("SIGINT", () => process.exit(130));
    lines.once("line", resolve);
    lines.once("close", () => resolve(""));
    lines.setPrompt("Go on? [y/N] ");
    lines.prompt();
  });
  // A terminal that is listened to would keep the script from its end.
  lines.close();
  return answer.trim() === "y";
}

const USAGE = "Usage: npx tsx offboard.ts [address ...] [--yes]";

const show = (text: string): boolean => process.stdout.write(text);

/** What stands before what is said, by how much it matters. What is said for debugging is not among these. */
const PREFIXES: Readonly<Record<string, string>> = { info: "", "info#err": "", warning: "warning: ", error: "error: " };

/** Shows what is said of users, as people read it who run this script and not Pulumi. */
function showSaid({ diagnosticEvent: said }: EngineEvent): void {
  const prefix = PREFIXES[said?.severity ?? ""];
  if (!said || said.ephemeral || prefix === undefined) return;
  // What the engine says has marks for colors, and some of it has such a prefix already.
  const plain = said.message.replaceAll(/<\{%.*?%\}>/g, "").trimEnd();
  const text = plain.startsWith(prefix) ? plain.slice(prefix.length) : plain;
  // The error of a program that is a function is told once more, by the function's host.
  if (text.startsWith("One or more errors occurred")) return;
  show(`${prefix}${text.replace(/\b(run) pulumi up\b/i, "$1 this script")}\n`);
}

/** What an operation comes to; undefined where it failed: then it was shown why, and Pulumi's error is all of that again. */
async function whereWell<T>(operation: Promise<T>): Promise<T | undefined> {
  try {
    return await operation;
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}

/** Resolves with whether everybody in the file is suspended. */
async function offboard(leavers: string[], yes: boolean): Promise<boolean> {
  const before = readFileSync(file, "utf8");
  const listed: string[] = JSON.parse(before);
  const users = [...new Set([...listed, ...leavers.map((leaver) => leaver.toLowerCase())])];
  const stack = await stackOf(users);
  const shown = { onEvent: showSaid, onError: show };

  const preview = await whereWell(stack.preview(shown));
  if (!preview) return false;
  const isDone = Object.keys(preview.changeSummary).every((operation) => operation === "same");
  if (isDone) show("Nobody changes.\n");
  else if (!yes && !(await isConfirmed())) return false;

  // Whom somebody else has added meanwhile would be let in again, and the preview has not said so.
  if (readFileSync(file, "utf8") !== before) throw new Error("offboarded.json has changed meanwhile: run this again.");
  // Before anybody is suspended: if this is stopped half-way, the next run still has everybody.
  writeFileSync(file, `${JSON.stringify(users, undefined, 2)}\n`);
  if (isDone || (await whereWell(stack.up(shown)))) return true;

  const failures: UserFailure[] = (await stack.outputs())["failures"]?.value ?? [];
  for (const { user, message } of failures) process.stderr.write(`Not suspended: ${user}: ${message}\n`);
  return false;
}

function readArguments(): { readonly leavers: string[]; readonly yes: boolean } {
  try {
    const { values, positionals } = parseArgs({ options: { yes: { type: "boolean" } }, allowPositionals: true });
    return { leavers: positionals, yes: values.yes ?? false };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    process.exit(2);
  }
}

async function main(): Promise<void> {
  const { leavers, yes } = readArguments();
  if (!(await offboard(leavers, yes))) process.exitCode = 1;
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
