import { deepEqual, match, notEqual } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { ACCOUNT, idOf, SECOND_ACCOUNT } from "../../support/people";
import { NATIVE_PLUGIN, withStack } from "../../support/stack";
import { ok } from "../../support/twoSets";

/** A YAML program with one set on an account. */
function program(accountId: string, people: readonly number[]): string {
  const set = { type: "chime:UserSuspensionSet", properties: { accountId, users: people.map(idOf) } };
  return `resources: ${JSON.stringify({ a: set })}\n`;
}

describe("a YAML set that goes to another account, on which users fail", () => {
  for (const goesOn of [true, false]) {
    const flags = goesOn ? ["--continue-on-error"] : [];
    it(`${goesOn ? "lets go of" : "keeps"} those of the first account in that run${goesOn ? " with --continue-on-error" : ""}`, async () => {
      await withChime([{ people: 5 }, { id: SECOND_ACCOUNT, people: 5 }], async (chime) => {
        const project = { yaml: program(ACCOUNT, [1]), options: NATIVE_PLUGIN, environment: chime.environment };
        await withStack(project, async (stack) => {
          await ok(stack.up());
          await stack.writeYaml(program(SECOND_ACCOUNT, [2]));
          chime.server.faults.user(idOf(2), { code: "Forbidden" });
          const { exitCode, output } = await stack.up(...flags);
          notEqual(exitCode, 0);
          match(output, /are let go in the first run .*; pulumi up --continue-on-error may not wait for that/);
          deepEqual(chime.suspended(), goesOn ? [] : [idOf(1)]);
          chime.server.faults.clear();
          await ok(stack.up());
          deepEqual([chime.suspended(), chime.suspended(SECOND_ACCOUNT)], [[], [idOf(2)]]);
        });
      });
    });
  }
});
