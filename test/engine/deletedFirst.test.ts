import { deepEqual, match, notEqual } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ACCOUNT, idOf, SECOND_ACCOUNT } from "../support/people";
import { NATIVE_PLUGIN, withStack } from "../support/stack";
import { ok } from "../support/twoSets";

const NOWHERE = "00000000-0000-0000-0000-000000000000";

function set(name: string, accountId: string, people: readonly number[], options: string): string {
  return `const ${name} = new UserSuspensionSet("${name}", ${JSON.stringify({ accountId, users: people.map(idOf) })}, { ${options} });\n`;
}

const FIRST = "deleteBeforeReplace: true";

describe("a set that is deleted before it is made on another account", function () {
  this.timeout(300_000);

  for (const front of ["dynamic", "native"]) {
    it(`keeps whom a set that waits for others lists now, and says how they can move: ${front}`, async () => {
      await withChime([{ people: 10 }, { id: SECOND_ACCOUNT, people: 10 }], async (chime) => {
        const head = `const { UserSuspensionSet } = require("pulumi-chime-users${front === "native" ? "/native" : ""}");\n`;
        const both = (a: readonly number[], accountOfA: string, b: readonly number[]): string =>
          head + set("a", accountOfA, a, FIRST) + set("b", ACCOUNT, b, "");
        const project = {
          program: both([1, 2, 3], ACCOUNT, [4]),
          options: NATIVE_PLUGIN,
          environment: chime.environment,
        };
        await withStack(project, async (stack) => {
          await ok(stack.up());
          const bad = set("bad", NOWHERE, [1], "dependsOn: [a]");
          await stack.write(
            head + set("a", SECOND_ACCOUNT, [2], FIRST) + bad + set("b", ACCOUNT, [1, 3, 4], "dependsOn: [bad]"),
          );
          const { exitCode, output } = await stack.up();
          notEqual(exitCode, 0);
          match(output, /"b" lists 2 users of this resource, and waits for other resources\./);
          match(output, /Let them move in a pulumi up of its own, before the account changes/);
          deepEqual(chime.suspended(), [1, 2, 3, 4].map(idOf));

          // The way that it says.
          await stack.write(both([2], ACCOUNT, [1, 3, 4]));
          await ok(stack.up());
          await stack.write(both([2], SECOND_ACCOUNT, [1, 4]));
          await ok(stack.up());
          deepEqual([chime.suspended(), chime.suspended(SECOND_ACCOUNT)], [[1, 4].map(idOf), [idOf(2)]]);
          await ok(stack.destroy());
          deepEqual([chime.suspended(), chime.suspended(SECOND_ACCOUNT)], [[], []]);
        });
      });
    });
  }
});
