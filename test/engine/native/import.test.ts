import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { ACCOUNT, emailOf, idOf } from "../../support/people";
import { NATIVE_PLUGIN, withStack } from "../../support/stack";

const LEAVERS = [1, 4];
const PRO = [0, 2];

const importOf = (type: string, name: string, id: string): string[] => [
  "import",
  `chime:index:${type}`,
  name,
  id,
  "--yes",
  "--protect=false",
  "--generate-code=false",
];

function yaml(users: readonly number[]): string {
  const licenses = [0, 1, 2, 3, 4, 5].map((i) => `${emailOf(i).toLowerCase()}: ${PRO.includes(i) ? "Pro" : "Basic"}`);
  return `resources:
  leavers:
    type: chime:UserSuspensionSet
    properties: {accountId: ${ACCOUNT}, users: ${JSON.stringify(users.map(emailOf))}, onRemoval: unsuspend, maxChanges: 5}
  licenses:
    type: chime:UserLicenseAssignment
    properties: {accountId: ${ACCOUNT}, licenses: {${licenses.join(", ")}}}
`;
}

describe("pulumi import by the ID of an account", () => {
  it("takes over who is suspended, and all licenses, and writes nothing", async () => {
    await withChime([{ people: 6, suspended: LEAVERS, pro: PRO }], async (chime) => {
      const project = { yaml: "resources: {}\n", options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        const set = await stack.cli(...importOf("UserSuspensionSet", "leavers", ACCOUNT));
        equal(set.exitCode, 0, set.output);
        const assignment = await stack.cli(...importOf("UserLicenseAssignment", "licenses", ACCOUNT));
        equal(assignment.exitCode, 0, assignment.output);
        deepEqual(chime.writes(), []);
        const { leavers, licenses } = await stack.resources();
        deepEqual(leavers?.inputs, { accountId: ACCOUNT, users: LEAVERS.map((i) => emailOf(i).toLowerCase()) });
        deepEqual(leavers?.outputs?.["before"], { most: "found" });
        equal(Object.keys(licenses?.inputs?.["licenses"] as object).length, 6);
        notEqual(leavers?.id, licenses?.id);

        await stack.writeYaml(yaml(LEAVERS));
        const first = await stack.up();
        equal(first.exitCode, 0, first.output);
        deepEqual(chime.writes(), [], "only onRemoval and the guard are new");
        await stack.writeYaml(yaml(LEAVERS.slice(1)));
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.suspended(), LEAVERS.slice(1).map(idOf));
      });
    });
  });

  it("says what is wrong where there is no such account, or a directory manages it", async () => {
    await withChime([{ people: 1, type: "EnterpriseDirectory" }], async (chime) => {
      const project = { yaml: "resources: {}\n", options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        const managed = await stack.cli(...importOf("UserSuspensionSet", "leavers", ACCOUNT));
        notEqual(managed.exitCode, 0);
        match(
          managed.output,
          /is of type EnterpriseDirectory: its users are suspended and licensed in its Active Directory/,
        );
        const none = await stack.cli(...importOf("UserSuspensionSet", "leavers", "no-such-account"));
        notEqual(none.exitCode, 0);
        match(
          none.output,
          /Account no-such-account does not exist at http:\/\/\S+, or these credentials can't see it\./,
        );
      });
    });
  });
});
