import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { EXAMPLE_ACCOUNT_ID } from "../../../provider/testing";
import { suspended, withExample, writes } from "../../support/example";
import type { Stack } from "../../support/stack";
import { onTerminal, type Typed } from "../../support/terminal";

const [AMARA, JAMAL, MALIK] = [
  "amara.okafor@example.com",
  "jamal.morales@example.com",
  "malik.choi@example.com",
] as const;

/** Runs the script as a person would, who answers when asked; or nobody does. */
async function offboard(stack: Stack, args: string[], answer?: () => string) {
  const script = spawn(process.execPath, ["--import", "tsx", "offboard.ts", ...args], {
    cwd: stack.project,
    env: stack.environment,
  });
  if (answer === undefined) script.stdin.end();
  let said = "";
  script.stdout.setEncoding("utf8").on("data", (more: string) => {
    said += more;
    if (answer !== undefined && more.includes("Go on?")) script.stdin.end(answer());
  });
  const closed = once(script, "close");
  const complained = await text(script.stderr);
  const [exitCode] = await closed;
  return { exitCode, said, complained };
}

/** Runs the script as a person would, on a terminal. */
function onItsTerminal({ project, environment }: Stack, args: string[], typed: Typed) {
  const command = [process.execPath, "--import", "tsx", "offboard.ts", ...args].join(" ");
  return onTerminal(command, [typed], { cwd: project, env: environment });
}

async function listed(stack: Stack): Promise<string[]> {
  return JSON.parse(await readFile(join(stack.project, "offboarded.json"), "utf8"));
}

describe("examples/offboarding", () => {
  it("shows who would be suspended, and suspends nobody without a yes or whom the account does not have", async () => {
    await withExample("offboarding", async (stack, server) => {
      const no = await onItsTerminal(stack, [JAMAL], [/Go on\?/, "n\r"]);
      equal(no.exitCode, 1);
      match(no.said, /suspend \(2\)\s+\+ amara.okafor@example.com\s+\+ jamal.morales@example.com/);
      const stopped = await onItsTerminal(stack, [JAMAL], [/Go on\?/, "\x03"]);
      equal(stopped.exitCode, 130);
      const nobodyThere = await offboard(stack, [JAMAL]);
      equal(nobodyThere.exitCode, 1);
      match(nobodyThere.said, /Go on\?/);
      const slip = await offboard(stack, ["jamal.moralos@example.com", "--yes"]);
      equal(slip.exitCode, 1);
      match(slip.said, /^error: UserSuspensionSet .* 1 listed user not found .*jamal.moralos@example.com/m);
      doesNotMatch(slip.said, /One or more errors/);
      const wrong = await offboard(stack, ["--frob"]);
      equal(wrong.exitCode, 2);
      match(wrong.complained, /--frob.*\nUsage: npx tsx offboard\.ts /s);
      deepEqual(await listed(stack), [AMARA]);

      const meanwhile = await offboard(stack, [JAMAL], () => {
        writeFileSync(join(stack.project, "offboarded.json"), JSON.stringify([AMARA, MALIK]));
        return "y\n";
      });
      equal(meanwhile.exitCode, 1);
      match(meanwhile.complained, /offboarded.json has changed meanwhile/);
      deepEqual(await listed(stack), [AMARA, MALIK]);
      deepEqual(writes(server), []);
    });
  });

  it("suspends, says who failed, tries them again, and repairs what others undo", async () => {
    await withExample("offboarding", async (stack, server) => {
      const before = server.account(EXAMPLE_ACCOUNT_ID);
      const found = suspended(server);
      server.faults.user(MALIK, { code: "Forbidden", message: "not this one" });
      const failed = await offboard(stack, [JAMAL, "Malik.Choi@example.com"], () => "y\n");
      equal(failed.exitCode, 1);
      match(failed.complained, /^Not suspended: malik.choi@example.com: not this one/);
      equal(failed.said.match(/1 user failed \(Forbidden 1\)/g)?.length, 1, failed.said);
      match(failed.said, /The other users are done and in the state\. Run this script again to try what is left; .*\n/);
      doesNotMatch(failed.complained, /jamal/);
      deepEqual(suspended(server), [...found, AMARA, JAMAL].sort());
      deepEqual(await listed(stack), [AMARA, JAMAL, MALIK]);

      server.faults.clear();
      writes(server);
      server.unsuspend(EXAMPLE_ACCOUNT_ID, [AMARA]);
      deepEqual(await offboard(stack, ["--yes"]).then(({ exitCode, complained }) => [exitCode, complained]), [0, ""]);
      deepEqual(suspended(server), [...found, AMARA, JAMAL, MALIK].sort());
      deepEqual(writes(server), ["POST BatchSuspendUser 2 users -> 200"]);
      for (const args of [["--yes"], [], [AMARA]]) {
        deepEqual(await offboard(stack, args), { exitCode: 0, said: "Nobody changes.\n", complained: "" });
      }
      deepEqual(writes(server), []);

      equal((await stack.destroy("--stack", "production")).exitCode, 0);
      deepEqual(server.account(EXAMPLE_ACCOUNT_ID), before);
    });
  });
});
