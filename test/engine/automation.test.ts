import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { readdirSync } from "node:fs";
import { openClaimsFolder } from "../../provider/model/claimsFolder";
import { withChime } from "../support/chime";
import { type Package, withInlineStack } from "../support/inlineStack";
import { ACCOUNT, idOf, range } from "../support/people";
import { until } from "../support/processes";

/** What the CLI of the last run was told goes with the next one. */
const isOfLastRun = (name: string): boolean => name.startsWith("told-");

describe("the Automation API with an inline program", () => {
  it("does the job, fails where a user fails, and finishes it the next time", async () => {
    await withChime([{ people: 80 }], async (chime) => {
      // As a self-service script would: the program is a function of the script's own process.
      const program = async ({ UserSuspensionSet }: Package): Promise<Record<string, unknown>> => {
        const set = new UserSuspensionSet("leavers", { accountId: ACCOUNT, users: range(0, 60).map(idOf) });
        return { suspendedHere: set.suspendedHere };
      };
      await withInlineStack(chime, program, async (stack) => {
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
        // This process may live for days, and run thousands of programs.
        const left = (): string[] => readdirSync(openClaimsFolder()).filter((name) => !isOfLastRun(name));
        await until("nothing is left of the runs", () => left().length === 0).catch((error: Error) => {
          throw new Error(`${error.message}: ${left()}`);
        });
      });
    });
  });
});
