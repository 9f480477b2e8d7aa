import { deepEqual, match, notEqual } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ACCOUNT, idOf } from "../support/people";
import { withStack } from "../support/stack";
import { ok } from "../support/twoSets";

/** A set of a program, with the names that it had before. */
function set(name: string, people: readonly number[], aliases: readonly string[] = []): string {
  const args = JSON.stringify({ accountId: ACCOUNT, users: people.map((i) => idOf(i)) });
  const before = JSON.stringify({ aliases: aliases.map((one) => ({ name: one })) });
  return `new UserSuspensionSet("${name}", ${args}, ${before});`;
}

const program = (...sets: readonly string[]): string =>
  `const { UserSuspensionSet } = require("pulumi-chime-users");\n${sets.join("\n")}`;

const APART = program(set("a", [1]), set("b", [2]));
const JOINED = program(set("f", [1, 2], ["a", "b"]));

describe("two sets that are joined under one name, with the names of both as aliases", function () {
  this.timeout(300_000);

  it("leaves nobody unsuspended, also in a run for the deletion of the second one alone", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      await withStack({ program: APART, environment: chime.environment }, async (stack) => {
        await ok(stack.up());
        await stack.write(JOINED);
        const urn = "urn:pulumi:dev::people::pulumi-nodejs:dynamic/chime:UserSuspensionSet::b";
        const refused = await stack.up("--target", urn);
        notEqual(refused.exitCode, 0, refused.output);
        match(refused.output, /in the program UserSuspensionSet "f" lists 1 user of this resource/);
        deepEqual(chime.suspended(), [1, 2].map(idOf));
        await ok(stack.up());
        deepEqual(chime.suspended(), [1, 2].map(idOf));
        await ok(stack.up("--expect-no-changes"));
        await ok(stack.destroy("--run-program"));
        deepEqual(chime.suspended(), []);
      });
    });
  });
});
