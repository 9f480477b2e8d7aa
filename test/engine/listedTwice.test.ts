import { deepEqual, equal, match } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ACCOUNT, emailOf } from "../support/people";
import { NATIVE_PLUGIN, withStack } from "../support/stack";

const FRONTS = [
  { front: "dynamic", from: "pulumi-chime-users", options: "" },
  { front: "native", from: "pulumi-chime-users/native", options: NATIVE_PLUGIN },
] as const;

/** Two sets of an account that stand against each other, each with somebody to suspend. */
const PAIRS = {
  "list one user": [{ users: [emailOf(1), emailOf(2)] }, { users: [emailOf(1), emailOf(3)] }],
  "stand beside each other, the first exclusive": [{ users: [emailOf(1)], exclusive: true }, { users: [emailOf(3)] }],
  "stand beside each other, the second exclusive": [{ users: [emailOf(1)] }, { users: [emailOf(3)], exclusive: true }],
} as const;

for (const { front, from, options } of FRONTS) {
  describe(`an up without a preview of two sets of the ${front} provider`, () => {
    for (const [what, [a, b]] of Object.entries(PAIRS)) {
      it(`that ${what} names both, and nothing is written`, async () => {
        const declare = (name: string, args: object): string =>
          `new UserSuspensionSet("${name}", ${JSON.stringify({ accountId: ACCOUNT, ...args })});`;
        const program = `const { UserSuspensionSet } = require("${from}");\n${declare("a", a)}\n${declare("b", b)}`;
        await withChime([{ people: 5 }], async (chime) => {
          await withStack({ program, options, environment: chime.environment }, async (stack) => {
            const { exitCode, output } = await stack.up("--skip-preview");
            equal(exitCode, 1, output);
            match(output, /UserSuspensionSet "[ab]" and UserSuspensionSet "[ab]"/);
            deepEqual(chime.writes(), [], output);
          });
        });
      });
    }
  });
}
