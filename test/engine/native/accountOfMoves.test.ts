import { deepEqual, doesNotMatch, match } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { ACCOUNT, idOf, SECOND_ACCOUNT } from "../../support/people";
import { NATIVE_PLUGIN, withStack } from "../../support/stack";
import { ok } from "../../support/twoSets";

interface Set {
  readonly name: string;
  readonly people: readonly number[];
  readonly accountId?: string;
  readonly after?: string;
}

function yaml(...sets: readonly Set[]): string {
  const written = sets.map(({ name, people, accountId = ACCOUNT, after }) => {
    const properties = { accountId, users: people.map((i) => idOf(i)) };
    const options = after === undefined ? {} : { dependsOn: [`\${${after}}`] };
    return `  ${name}: ${JSON.stringify({ type: "chime:UserSuspensionSet", properties, options })}\n`;
  });
  return `resources:\n${written.join("")}`;
}

describe("a user who leaves a set of a YAML program that gets another account", function () {
  this.timeout(300_000);

  const moved = { name: "a", people: [4], accountId: SECOND_ACCOUNT };
  for (const [order, ...sets] of [
    ["that comes first", moved, { name: "b", people: [3, 2] }],
    ["that comes last", { name: "b", people: [3, 2] }, moved],
    ["that the next one waits for", moved, { name: "b", people: [3, 2], after: "a" }],
  ] as const) {
    it(`stays suspended, and what was before goes along, ${order}`, async () => {
      await withChime([{ people: 10 }, { id: SECOND_ACCOUNT, people: 10 }], async (chime) => {
        const first = yaml({ name: "a", people: [1, 2] }, { name: "b", people: [3] });
        await withStack({ yaml: first, options: NATIVE_PLUGIN, environment: chime.environment }, async (stack) => {
          await ok(stack.up());
          await stack.writeYaml(yaml(...sets));
          const output = await ok(stack.up("--preview"));
          match(output, /already suspended, moves here from UserSuspensionSet "a" \(1\): \S+0002/);
          match(output, /unsuspend, the resource is deleted \(1\)/);
          doesNotMatch(output, /already suspended when first looked at|does not know/);
          // Before the first is done in the preview, too, YAML does not declare what waits for it.
          if (!order.endsWith("waits for")) doesNotMatch(output, /unsuspend 2 users/);
          doesNotMatch(output.slice(output.indexOf("Updating (dev)")), /unsuspend 2 users/);
          deepEqual(chime.suspended(), [2, 3].map(idOf));
          deepEqual(chime.suspended(SECOND_ACCOUNT), [idOf(4)]);
          await stack.writeYaml(yaml(moved, { name: "b", people: [3] }));
          await ok(stack.up());
          deepEqual(chime.suspended(), [idOf(3)]);
        });
      });
    });
  }
});
