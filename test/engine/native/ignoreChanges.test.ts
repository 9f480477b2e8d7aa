import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { type Chime, withChime } from "../../support/chime";
import { ACCOUNT, idOf } from "../../support/people";
import { NATIVE_PLUGIN, type Stack, withStack } from "../../support/stack";

const LATER = "2031-01-01";

function yaml(more: string, options: string): string {
  const licenses = [4, 5, 6].map((i) => `${idOf(i)}: Pro`).join(", ");
  return `resources:
  leavers:
    type: chime:UserSuspensionSet
    properties: {accountId: ${ACCOUNT}, users: ${JSON.stringify([1, 2, 3].map(idOf))}, ${more}}
    options: ${options}
  hosts:
    type: chime:UserLicenseAssignment
    properties: {accountId: ${ACCOUNT}, licenses: {${licenses}}, ${more}}
    options: ${options}
`;
}

function program(from: string, more: string, options: string): string {
  return `
const { UserLicenseAssignment, UserSuspensionSet } = require(${JSON.stringify(from)});
const accountId = ${JSON.stringify(ACCOUNT)};
const users = ${JSON.stringify([idOf(1), idOf(2), { user: idOf(3), until: LATER }, { user: idOf(0), until: LATER }])};
new UserSuspensionSet("leavers", { accountId, users, ${more} }, ${options});
const licenses = ${JSON.stringify({ ...Object.fromEntries([4, 5, 7].map((i) => [idOf(i), "Pro"])), ...Object.fromEntries([6, 8, 9].map((i) => [idOf(i), { license: "Pro", until: LATER }])) })};
new UserLicenseAssignment("hosts", { accountId, licenses, ${more} }, ${options});
`;
}

/** What others do by hand while the stack ignores it. */
function meddle(chime: Chime): void {
  chime.server.unsuspend(ACCOUNT, [idOf(1)]);
  chime.server.removeUser(ACCOUNT, idOf(2));
  chime.server.setLicense(ACCOUNT, [idOf(4)], "Plus");
  chime.server.removeUser(ACCOUNT, idOf(5));
  chime.lines();
}

async function staysUnchanged(stack: Stack, runs: readonly string[][] = [["--refresh"], []]): Promise<void> {
  for (const args of runs) {
    const { exitCode, output } = await stack.up(...args);
    equal(exitCode, 0, output);
    match(output, /3 unchanged/);
  }
}

describe("changes that a program ignores, under the native provider", () => {
  it("by hand are left so, beside another change, and by destroy", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const ignoring = "{ignoreChanges: [users, licenses]}";
      const project = { yaml: yaml("", ignoring), options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        meddle(chime);
        await staysUnchanged(stack);
        await stack.writeYaml(yaml("onRemoval: restore, missingUsers: warn, maxChanges: 5", ignoring));
        const { exitCode, output } = await stack.up("--preview");
        equal(exitCode, 0, output);
        doesNotMatch(output, /suspend again|license \w+ ->/);
        deepEqual(chime.writes(), []);
        const destroyed = await stack.destroy();
        equal(destroyed.exitCode, 0, destroyed.output);
        deepEqual(chime.suspended(), []);
        deepEqual(
          [4, 6].map((i) => chime.licenseOf(idOf(i))),
          ["Plus", "Basic"],
        );
      });
    });
  });

  it("are repaired once they are ignored no more", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const project = {
        yaml: yaml("", '{ignoreChanges: ["*"]}'),
        options: NATIVE_PLUGIN,
        environment: chime.environment,
      };
      await withStack(project, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        chime.server.unsuspend(ACCOUNT, [idOf(1)]);
        chime.server.setLicense(ACCOUNT, [idOf(4)], "Plus");
        await staysUnchanged(stack);
        await stack.writeYaml(yaml("", "{}"));
        const { exitCode, output } = await stack.up();
        equal(exitCode, 0, output);
        deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
        equal(chime.licenseOf(idOf(4)), "Pro");
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.suspended(), []);
        equal(chime.licenseOf(idOf(4)), "Basic");
      });
    });
  });

  it("are left so in a stack taken over from the dynamic resources, times of entries included", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const project = {
        program: program("pulumi-chime-users", "", "{}"),
        options: NATIVE_PLUGIN,
        environment: chime.environment,
      };
      await withStack(project, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        chime.server.unsuspend(ACCOUNT, [0, 1].map(idOf));
        chime.server.setLicense(ACCOUNT, [4, 8].map(idOf), "Plus");
        for (const i of [5, 9]) chime.server.removeUser(ACCOUNT, idOf(i));
        equal((await stack.refresh()).exitCode, 0);
        chime.lines();
        const ignoring = '{ ignoreChanges: ["users", "licenses"] }';
        await stack.write(program("pulumi-chime-users/native", "", ignoring));
        await staysUnchanged(stack, [[], ["--refresh"], []]);
        await stack.write(program("pulumi-chime-users/native", 'missingUsers: "warn", maxChanges: 5', ignoring));
        const { exitCode, output } = await stack.up("--preview");
        equal(exitCode, 0, output);
        doesNotMatch(output, /suspend again|license \w+ ->/);
        const after = await stack.preview("--expect-no-changes", "--diff");
        equal(after.exitCode, 0, after.output);
        deepEqual(chime.writes(), []);
        const { leavers, hosts } = await stack.resources();
        deepEqual(leavers?.inputs?.["users"], [idOf(2), { user: idOf(3), until: LATER }]);
        deepEqual(Object(hosts?.inputs?.["licenses"])[idOf(6)], { license: "Pro", until: LATER });

        const destroyed = await stack.destroy();
        equal(destroyed.exitCode, 0, destroyed.output);
        deepEqual(chime.suspended(), []);
        deepEqual(
          [4, 6, 7, 8].map((i) => chime.licenseOf(idOf(i))),
          ["Plus", "Basic", "Basic", "Plus"],
        );
      });
    });
  });
});
