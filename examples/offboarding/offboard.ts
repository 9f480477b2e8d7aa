import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { CommandError, LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
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

/** Whether an operation went well. Where it did not, Pulumi has shown why, and its error is all of that again. */
async function goesWell(operation: Promise<unknown>): Promise<boolean> {
  try {
    await operation;
    return true;
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}

/** Resolves with whether everybody in the file is suspended. */
async function offboard(leavers: string[], yes: boolean): Promise<boolean> {
  const before = readFileSync(file, "utf8");
  const listed: string[] = JSON.parse(before);
  const users = [...new Set([...listed, ...leavers.map((leaver) => leaver.toLowerCase())])];
  const stack = await stackOf(users);
  const show = (text: string) => process.stdout.write(text);

  if (!(await goesWell(stack.preview({ onOutput: show, onError: show })))) return false;
  if (!yes && !(await isConfirmed())) return false;

  // Whom somebody else has added meanwhile would be let in again, and the preview has not said so.
  if (readFileSync(file, "utf8") !== before) throw new Error("offboarded.json has changed meanwhile: run this again.");
  // Before anybody is suspended: if this is stopped half-way, the next run still has everybody.
  writeFileSync(file, `${JSON.stringify(users, undefined, 2)}\n`);
  if (await goesWell(stack.up({ onOutput: show, onError: show }))) return true;

  const failures: UserFailure[] = (await stack.outputs())["failures"]?.value ?? [];
  for (const { user, code, message } of failures) process.stderr.write(`Not suspended: ${user}: ${code}: ${message}\n`);
  return false;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { yes: { type: "boolean" } }, allowPositionals: true });
  if (!(await offboard(positionals, values.yes ?? false))) process.exitCode = 1;
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
