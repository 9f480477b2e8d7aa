import { equal, match } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ACCOUNT, idOf } from "../support/people";
import { withStack } from "../support/stack";
import { ok } from "../support/twoSets";

/** A program in which each output of each class is looked at by another resource, whose list hangs on it. */
function program(from: string): string {
  const of = (variable: string, names: readonly string[]): string[] => names.map((name) => `${variable}.${name}`);
  const outputs = [
    ...of("set", ["id", "accountId", "userIds", "failures", "missingUsers", "nextChange", "suspendedHere"]),
    ...of("hosts", ["id", "accountId", "userIds", "failures", "missingUsers", "nextChange", "previousLicenses"]),
  ];
  return `
const pulumi = require("@pulumi/pulumi");
const { UserLicenseAssignment, UserSuspensionSet } = require(${JSON.stringify(from)});
const accountId = ${JSON.stringify(ACCOUNT)};
const set = new UserSuspensionSet("set", { accountId, users: [${JSON.stringify(idOf(1))}] });
const hosts = new UserLicenseAssignment("hosts", { accountId, licenses: { [${JSON.stringify(idOf(5))}]: "Pro" } });
const made = pulumi.all([${outputs.join(", ")}]);
new UserSuspensionSet("other", { accountId, users: made.apply(() => [${JSON.stringify(idOf(2))}]) });
exports.made = made.apply((all) => JSON.stringify(all.map((one) => one ?? null)));
`;
}

describe("a resource whose arguments hang on outputs of another, on the real engine", function () {
  this.timeout(300_000);

  it("has no changes in a preview where that one has none, with either front and when one takes the other over", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const project = {
        program: program("pulumi-chime-users"),
        options: "packages: {chime: ./node_modules/pulumi-chime-users/plugin}",
        environment: chime.environment,
      };
      await withStack(project, async (stack) => {
        match(await ok(stack.up()), /\[5\]: <null>\n/);
        chime.lines();
        await ok(stack.preview("--expect-no-changes"));
        await stack.write(program("pulumi-chime-users/native"));
        await ok(stack.preview("--expect-no-changes"));
        await ok(stack.up("--expect-no-changes"));
        equal(chime.lines().length, 0);
        await ok(stack.up("--refresh"));
        chime.lines();
        await ok(stack.preview("--expect-no-changes"));
        equal(chime.lines().length, 0);
      });
    });
  });
});
