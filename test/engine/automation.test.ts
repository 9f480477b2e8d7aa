import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { join } from "node:path";
import type { Stack as AutomationStack, InlineProgramArgs } from "@pulumi/pulumi/automation/index.js";
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { type Chime, withChime } from "../support/chime";
import { ACCOUNT, idOf, range } from "../support/people";
import { theEngine, withStack } from "../support/stack";

/** As a self-service script would: the program is a function of the script's own process. */
async function withInlineStack(
  chime: Chime,
  story: (stack: AutomationStack, declare: (people: number[]) => void) => Promise<void>,
): Promise<void> {
  // The package as a program has it: from its own folder's node_modules.
  await withStack({ program: "", environment: chime.environment }, async ({ folder, environment }) => {
    const { UserSuspensionSet } = await import(join(folder, "node_modules", "pulumi-chime-users", "dist", "index.js"));
    let declared: number[] = [];
    const args: InlineProgramArgs = {
      stackName: "offboarding",
      projectName: "people",
      program: async () => {
        const users = declared.map(idOf);
        const set = new UserSuspensionSet("leavers", { accountId: ACCOUNT, users });
        return { suspendedHere: set.suspendedHere };
      },
    };
    const engine = await theEngine();
    const path = { PATH: `${join(engine.command, "..")}:${process.env["PATH"]}` };
    const before = process.env["PATH"];
    process.env["PATH"] = path.PATH;
    try {
      const stack = await LocalWorkspace.createOrSelectStack(args, {
        workDir: folder,
        envVars: { ...environment, ...path },
      });
      await story(stack, (people) => {
        declared = people;
      });
    } finally {
      process.env["PATH"] = before;
    }
  });
}

describe("the Automation API with an inline program", () => {
  it("does the job, fails where a user fails, and finishes it the next time", async () => {
    await withChime([{ people: 80 }], async (chime) => {
      await withInlineStack(chime, async (stack, declare) => {
        declare(range(0, 60));
        const preview = await stack.preview();
        deepEqual(preview.changeSummary, { create: 2 });
        deepEqual(chime.writes(), []);

        chime.server.faults.user(idOf(7), { code: "Forbidden", message: "not this one" });
        await rejects(stack.up(), (error: Error) => {
          match(error.message, new RegExp(`Forbidden: not this one[^]*1 user: ${idOf(7)}`));
          return true;
        });
        equal(chime.suspended().length, 59);

        chime.server.faults.clear();
        chime.lines();
        const { outputs } = await stack.up();
        deepEqual(chime.writes(), ["POST BatchSuspendUser 1 user -> 200"]);
        equal(Object.keys(outputs["suspendedHere"]?.value).length, 60);
        await stack.destroy();
        deepEqual(chime.suspended(), []);
        equal(process.exitCode ?? 0, 0);
      });
    });
  });
});
