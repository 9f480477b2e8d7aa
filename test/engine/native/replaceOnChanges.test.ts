import { deepEqual, doesNotMatch, match } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { ACCOUNT, idOf } from "../../support/people";
import { NATIVE_PLUGIN, withStack } from "../../support/stack";
import { ok } from "../../support/twoSets";

const TYPE = "chime:UserSuspensionSet";

/** Set "a", which is replaced whenever its users change, and set "b". */
function program(a: readonly number[], b: readonly number[], deleteBeforeReplace: boolean): string {
  const propertiesOf = (people: readonly number[]): object => ({ accountId: ACCOUNT, users: people.map(idOf) });
  const options = { replaceOnChanges: ["users"], deleteBeforeReplace };
  const resources = {
    a: { type: TYPE, properties: propertiesOf(a), options },
    b: { type: TYPE, properties: propertiesOf(b) },
  };
  return `resources: ${JSON.stringify(resources)}\n`;
}

describe("a set of the native provider that replaceOnChanges replaces", function () {
  this.timeout(300_000);

  for (const deleteFirst of [true, false]) {
    it(`keeps what its users had before, and its preview says who is let go, ${deleteFirst ? "deleted first" : "made first"}`, async () => {
      await withChime([{ people: 10, suspended: [1] }], async (chime) => {
        const project = {
          yaml: program([1, 2, 3, 5], [9], deleteFirst),
          options: NATIVE_PLUGIN,
          environment: chime.environment,
        };
        await withStack(project, async (stack) => {
          await ok(stack.up());
          // 2 is let go, 3 stays, 4 comes, and 5 moves.
          await stack.writeYaml(program([3, 4], [5, 9], deleteFirst));
          const preview = await ok(stack.preview());
          match(preview, /unsuspend, the resource is deleted \(1\)\s+- \S+0002 /);
          match(preview, /already suspended \(1\): \S+0003\s/);
          chime.lines();
          doesNotMatch(await ok(stack.up()), /warning: UserSuspensionSet/);
          deepEqual(chime.suspended(), [1, 3, 4, 5, 9].map(idOf));
          deepEqual(chime.writes().sort(), [
            "POST BatchSuspendUser 1 user -> 200",
            "POST BatchUnsuspendUser 1 user -> 200",
          ]);
          await ok(stack.up("--expect-no-changes"));
          await ok(stack.destroy());
          deepEqual(chime.suspended(), [idOf(1)]);
        });
      });
    });
  }
});
