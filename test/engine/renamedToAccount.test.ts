import { deepEqual, doesNotMatch, match } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ACCOUNT, idOf, SECOND_ACCOUNT } from "../support/people";
import { withStack } from "../support/stack";
import { ok } from "../support/twoSets";

const HEAD = `const pulumi = require("@pulumi/pulumi");
const { UserSuspensionSet } = require("pulumi-chime-users");
class Team extends pulumi.ComponentResource {
  constructor(make) {
    super("x:y:Team", "team");
    make(this);
  }
}
`;

function set(name: string, accountId: string, people: readonly number[], options: string): string {
  const args = JSON.stringify({ accountId, users: people.map(idOf) });
  return `new UserSuspensionSet("${name}", ${args}, ${options})`;
}

const WAYS: Readonly<Record<string, { readonly name: string; readonly program: string }>> = {
  "is renamed by an alias": { name: "b", program: set("b", SECOND_ACCOUNT, [1], '{ aliases: [{ name: "a" }] }') },
  "goes into a component": {
    name: "a",
    program: `new Team((parent) => ${set("a", SECOND_ACCOUNT, [1], "{ parent, aliases: [{ parent: pulumi.rootStackResource }] }")})`,
  },
};

describe("a set that gets another account", function () {
  this.timeout(300_000);

  for (const [way, { name, program }] of Object.entries(WAYS)) {
    it(`and ${way} in the same run, lets in whom it has suspended on the first`, async () => {
      await withChime(
        [
          { people: 5, suspended: [3] },
          { id: SECOND_ACCOUNT, people: 5 },
        ],
        async (chime) => {
          const first = `${HEAD}${set("a", ACCOUNT, [1, 2, 3], "{}")};`;
          await withStack({ program: first, environment: chime.environment }, async (stack) => {
            await ok(stack.up());
            await stack.write(`${HEAD}${program};`);
            const preview = await ok(stack.preview());
            // Under the name of now, as the deletion itself.
            match(preview, new RegExp(`^    UserSuspensionSet "${name}": suspend 1 user`, "m"));
            match(preview, new RegExp(`^    UserSuspensionSet "${name}": unsuspend 2 users`, "m"));
            doesNotMatch(await ok(stack.up()), /left to/);
            deepEqual(chime.suspended(), [idOf(3)]);
            deepEqual(chime.suspended(SECOND_ACCOUNT), [idOf(1)]);
          });
        },
      );
    });
  }
});
