import { deepEqual, doesNotMatch, match } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ACCOUNT, idOf } from "../support/people";
import { NATIVE_PLUGIN, withStack } from "../support/stack";
import { ok } from "../support/twoSets";

/** Set "f" was "a" once, and has kept the alias since; by now there is a new "a", of another provider. */
function program(front: string, f: number, a: number, options: string): string {
  const args = (...people: readonly number[]): string =>
    JSON.stringify({ accountId: ACCOUNT, users: people.map((i) => idOf(i)) });
  return `const { Provider, UserSuspensionSet } = require("pulumi-chime-users${front}");
const a = new UserSuspensionSet("a", ${args(a, 9)}, { provider: new Provider("two", {}) });
new UserSuspensionSet("f", ${args(f, 8)}, { aliases: [{ name: "a" }]${options} });`;
}

describe("a set with the alias of a name that another set of the program has by now", function () {
  this.timeout(300_000);

  for (const [front, options] of [
    ["", {}],
    ["/native", { options: NATIVE_PLUGIN }],
  ] as const) {
    for (const [when, late] of [
      ["side by side", ""],
      ["once that is done", ", dependsOn: [a]"],
    ] as const) {
      it(`takes over whom that one drops, ${when}, ${front === "" ? "dynamic" : "native"}`, async () => {
        await withChime([{ people: 10 }], async (chime) => {
          const project = { program: program(front, 1, 2, late), environment: chime.environment, ...options };
          await withStack(project, async (stack) => {
            await ok(stack.up());
            chime.lines();
            await stack.write(program(front, 2, 1, late));
            const output = await ok(stack.up("--preview"));
            match(output, /moves to UserSuspensionSet "f" \(1\)/);
            doesNotMatch(output, /lets go of them first/);
            deepEqual(chime.writes(), []);
            deepEqual(chime.suspended(), [1, 2, 8, 9].map(idOf));
            await ok(stack.up("--expect-no-changes"));
            await ok(stack.destroy());
            deepEqual(chime.suspended(), []);
          });
        });
      });
    }
  }
});
