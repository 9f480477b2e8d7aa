import { deepEqual, equal, match } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { ACCOUNT, emailOf, idOf, range } from "../../support/people";
import { NATIVE_PLUGIN, withStack } from "../../support/stack";

const FOUND = [3, 50, 99];

function yaml(users: readonly number[], pro: readonly number[]): string {
  return `resources:
  leavers:
    type: chime:UserSuspensionSet
    properties: {accountId: ${ACCOUNT}, users: ${JSON.stringify(users.map(emailOf))}}
  hosts:
    type: chime:UserLicenseAssignment
    properties:
      accountId: ${ACCOUNT}
      licenses: ${JSON.stringify(Object.fromEntries(pro.map((i) => [idOf(i), "Pro"])))}
outputs:
  count: \${leavers.failures}
`;
}

describe("the main job of the native provider, from YAML", () => {
  it("suspends, licenses, changes, repairs and restores in the fewest calls", async () => {
    await withChime([{ people: 700, suspended: FOUND, pro: [205, 600] }], async (chime) => {
      const before = chime.server.account(ACCOUNT);
      const project = {
        yaml: yaml(range(0, 123), range(200, 291)),
        options: NATIVE_PLUGIN,
        environment: chime.environment,
      };
      await withStack(project, async (stack) => {
        const preview = await stack.preview();
        equal(preview.exitCode, 0, preview.output);
        match(preview.output, /UserSuspensionSet "leavers": suspend 120 users in "Example Corp" \(account 1111/);
        match(preview.output, /license Basic -> Pro \(90\)/);
        deepEqual(chime.writes(), []);

        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.writes(), [
          "POST BatchSuspendUser 20 users -> 200",
          "POST BatchSuspendUser 50 users -> 200",
          "POST BatchSuspendUser 50 users -> 200",
          "POST BatchUpdateUser 10 users -> 200",
          ...range(0, 4).map(() => "POST BatchUpdateUser 20 users -> 200"),
        ]);

        equal((await stack.up("--expect-no-changes")).exitCode, 0);
        deepEqual(chime.lines(), [], "an unchanged program asks nothing");

        await stack.writeYaml(yaml(range(26, 133), range(200, 291)));
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.writes(), ["POST BatchSuspendUser 10 users -> 200", "POST BatchUnsuspendUser 25 users -> 200"]);

        await chime.server.unsuspend(ACCOUNT, [idOf(40)]);
        await chime.server.setLicense(ACCOUNT, [idOf(210)], "Basic");
        const drift = await stack.preview("--refresh", "--diff");
        match(drift.output, /\+ \[14\]: "Person\.40@Example\.com"/);
        match(drift.output, new RegExp(`~ ${idOf(210)}: "Basic" => "Pro"`));
        equal((await stack.up("--refresh")).exitCode, 0);
        deepEqual(chime.writes(), ["POST BatchSuspendUser 1 user -> 200", "POST BatchUpdateUser 1 user -> 200"]);

        const written = [await stack.exportText(), ...stack.runs.map(({ run }) => run.output)].join("\n");
        const { accessKeyId, secretAccessKey } = chime.server.credentials;
        equal(written.includes(accessKeyId) || written.includes(secretAccessKey), false, "no credential anywhere");

        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.server.account(ACCOUNT), before);
      });
    });
  });
});
