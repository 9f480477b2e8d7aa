import { deepEqual, equal, match } from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { stripVTControlCharacters } from "node:util";
import { LEAN } from "../support/lean";
import { theEngine } from "../support/stack";

const ROOT = join(__dirname, "..", "..");
/** Of the 119 that `npm run demo` may print, npm itself needs 8 for the names of its scripts. */
const MOST_LINES = 111;
const WIDEST = 100;

/** The demo as it is in a pipe, with a CLI whose path alone is longer than a line. */
async function runDemo(): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
  const { command } = await theEngine();
  const folder = await mkdtemp(join(tmpdir(), "chime-demo-"));
  const long = join(folder, "x".repeat(WIDEST));
  await symlink(dirname(command), long);
  const env = { ...process.env, ...LEAN, PATH: [long, process.env["PATH"]].join(delimiter) };
  const args = ["--import", "tsx", join(ROOT, "scripts", "demo", "main.ts")];
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
  const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
  const [output, code] = await Promise.all([text(child.stdout), closed]);
  await rm(folder, { recursive: true, force: true });
  // A machine may ask for colours of everything that runs on it: they have no width.
  return { code, lines: stripVTControlCharacters(output).trimEnd().split("\n") };
}

describe("the demo", () => {
  it("tells the whole story on few lines that no terminal breaks, and ends with the account as it was", async () => {
    const { code, lines } = await runDemo();
    equal(code, 0);
    // Its last line is for copying, and as long as the paths of the machine.
    const story = lines.slice(0, -1);
    deepEqual(
      story.filter((line) => line.length > WIDEST),
      [],
    );
    equal(lines.length <= MOST_LINES, true, `${lines.length} lines`);
    const acts = story.filter((line) => /^ \d\/7 {2}/.test(line));
    equal(acts.length, 7);

    const told = story.join("\n");
    for (const beat of [
      /^=> .*; 4 writing calls so far$[\s\S]*^=> .*; 7 writing calls so far$[\s\S]*^=> .*; 14 writing calls so far$/m, // calls in all
      /^ {2}- {4}"\S+@example.com",$/m, // a change of a file
      /^ {2}### Amazon Chime users in people\/production$/m, // the comment
      /^ {2}\*\*Suspend 3 users, unsuspend 1 user\.\*\*$/m,
      /refused, nothing was changed[\s\S]*jane\.doh@example\.com[\s\S]*maxChanges allows 80/, // a guard
      /2 users failed \(BadRequest 2\)[\s\S]*suspend, failed last time \(2\)[\s\S]*suspended 2 users \(1 call\)/, // failures
      /suspend again, changed outside this stack since \(1\)\n {6}\+ \S+@example\.com\n/, // drift
      /git revert HEAD~2[\s\S]*suspended 1 user, unsuspended 3 users \(2 calls\)/, // a revert
      /pulumi destroy[\s\S]*=> every user is as before the first up/,
    ]) {
      match(told, beat);
    }
  });
});
