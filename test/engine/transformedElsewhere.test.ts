import { deepEqual, equal, match } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ACCOUNT, idOf } from "../support/people";
import { NATIVE_PLUGIN, withStack } from "../support/stack";

const listOf = (people: readonly number[]): string => JSON.stringify(people.map(idOf));

/** Set "a" lists others than its arguments say, by a transform; set "b" is that of another provider, and is done after it. */
const program = (from: string, written: readonly number[], listed: readonly number[], b: readonly number[]): string => `
const { Provider, UserSuspensionSet } = require("${from}");
const one = new Provider("one", {});
const two = new Provider("two", {});
const accountId = ${JSON.stringify(ACCOUNT)};
const change = async ({ props, opts }) => ({ props: { ...props, users: ${listOf(listed)} }, opts });
const a = new UserSuspensionSet("a", { accountId, users: ${listOf(written)} }, { provider: one, transforms: [change] });
new UserSuspensionSet("b", { accountId, users: ${listOf(b)} }, { provider: two, dependsOn: [a] });
`;

describe("a set whose users a transform changes, beside the set of another provider", () => {
  for (const from of ["pulumi-chime-users", "pulumi-chime-users/native"]) {
    it(`counts as what it lists by then, and not as what the program wrote: ${from}`, async () => {
      await withChime([{ people: 10 }], async (chime) => {
        const first = program(from, [5], [6], [1, 2, 3]);
        const { environment } = chime;
        await withStack({ program: first, options: NATIVE_PLUGIN, environment }, async (stack) => {
          equal((await stack.up()).exitCode, 0);
          deepEqual(chime.suspended(), [1, 2, 3, 6].map(idOf));
          // Person 1 moves to "a" by the transform alone; person 2 would by the arguments alone, and goes.
          await stack.write(program(from, [2], [6, 1], [3]));
          const moved = await stack.up("--preview");
          equal(moved.exitCode, 0);
          match(moved.output, /moves to UserSuspensionSet "a" \(1\): \S+0001\n/);
          match(moved.output, /unsuspend, no longer listed \(1\)\n\s+- \S+0002 /);
          deepEqual(chime.suspended(), [1, 3, 6].map(idOf));
          equal((await stack.preview("--refresh", "--expect-no-changes")).exitCode, 0);
        });
      });
    });
  }
});
