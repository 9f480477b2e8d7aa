import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { join } from "node:path";
import { type Chime, withChime } from "../../support/chime";
import { ACCOUNT, emailOf, idOf, range } from "../../support/people";
import { NATIVE_PLUGIN, type Stack, withStack } from "../../support/stack";

const PEOPLE = 3_000;

/** A stack as 0.1.0 left it in the state, and the program that it came from in YAML. */
const RECORDED = join(__dirname, "recorded", "dynamic-0.1.0.json");
const OF_0_1_0 = `resources:
  leavers:
    type: chime:UserSuspensionSet
    properties:
      accountId: ${ACCOUNT}
      users: ${JSON.stringify([emailOf(1), idOf(2), emailOf(3), idOf(4)])}
      protectedUsers: [boss@example.com]
      missingUsers: warn
      maxChanges: 50%
  hosts:
    type: chime:UserLicenseAssignment
    properties: {accountId: ${ACCOUNT}, licenses: {${emailOf(5)}: Pro, ${idOf(6)}: Plus, ${emailOf(7)}: Pro}}
`;

/** The same program for both fronts: the import is what differs. */
function program(from: string, suspended: readonly number[], pro: readonly number[]): string {
  return `
const { UserSuspensionSet, UserLicenseAssignment } = require(${JSON.stringify(from)});
const accountId = ${JSON.stringify(ACCOUNT)};
const leavers = new UserSuspensionSet("leavers", {
  accountId,
  users: ${JSON.stringify(suspended.map(emailOf))},
  protectedUsers: ["boss@example.com"],
});
const hosts = new UserLicenseAssignment("hosts", {
  accountId,
  licenses: ${JSON.stringify(Object.fromEntries(pro.map((i) => [emailOf(i), "Pro"])))},
});
exports.ids = leavers.userIds;
exports.here = leavers.suspendedHere;
exports.previous = hosts.previousLicenses;
`;
}

function yaml(suspended: readonly number[], pro: readonly number[]): string {
  return `resources:
  leavers:
    type: chime:UserSuspensionSet
    properties:
      accountId: ${ACCOUNT}
      users: ${JSON.stringify(suspended.map(emailOf))}
      protectedUsers: [boss@example.com]
  hosts:
    type: chime:UserLicenseAssignment
    properties:
      accountId: ${ACCOUNT}
      licenses: ${JSON.stringify(Object.fromEntries(pro.map((i) => [emailOf(i), "Pro"])))}
`;
}

const DYNAMIC = program("pulumi-chime-users", range(0, 1_500), range(1_500, PEOPLE));

async function outputsOf(stack: Stack): Promise<Record<string, unknown>> {
  return JSON.parse((await stack.cli("stack", "output", "--json")).stdout);
}

/** What must hold however a stack was taken over: no call, then a change, then all is as before. */
async function changeAndDestroy(
  chime: Chime,
  stack: Stack,
  before: unknown,
  change: () => Promise<void>,
): Promise<void> {
  const unchanged = await stack.preview("--expect-no-changes");
  equal(unchanged.exitCode, 0, unchanged.output);
  const up = await stack.up();
  equal(up.exitCode, 0, up.output);
  match(up.output, /3 unchanged/);
  deepEqual(chime.lines(), [], "a stack is taken over without a call");

  await change();
  const changed = await stack.up();
  equal(changed.exitCode, 0, changed.output);
  deepEqual(chime.writes(), ["POST BatchUnsuspendUser 1 user -> 200", "POST BatchUpdateUser 1 user -> 200"]);
  equal((await stack.exportText()).includes("__provider"), false);

  equal((await stack.destroy()).exitCode, 0);
  deepEqual(chime.server.account(ACCOUNT), before);
}

describe("a stack of the dynamic resources", () => {
  it("is taken over by the native classes without a call", async () => {
    await withChime([{ people: PEOPLE, suspended: [7, 8], pro: [1_500] }], async (chime) => {
      const before = chime.server.account(ACCOUNT);
      const project = { program: DYNAMIC, options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        const outputs = await outputsOf(stack);
        chime.lines();
        await stack.write(program("pulumi-chime-users/native", range(0, 1_500), range(1_500, PEOPLE)));
        await changeAndDestroy(chime, stack, before, async () => {
          deepEqual(await outputsOf(stack), outputs);
          await stack.write(program("pulumi-chime-users/native", range(1, 1_500), range(1_500, PEOPLE - 1)));
        });
      });
    });
  });

  it("is taken over by a YAML program without a call", async () => {
    await withChime([{ people: PEOPLE, suspended: [7, 8], pro: [1_500] }], async (chime) => {
      const before = chime.server.account(ACCOUNT);
      const project = {
        program: DYNAMIC,
        options: NATIVE_PLUGIN,
        environment: chime.environment,
        languages: ["yaml"] as const,
      };
      await withStack(project, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        chime.lines();
        await stack.writeYaml(yaml(range(0, 1_500), range(1_500, PEOPLE)));
        await changeAndDestroy(chime, stack, before, () =>
          stack.writeYaml(yaml(range(1, 1_500), range(1_500, PEOPLE - 1))),
        );
      });
    });
  });

  it("that an earlier version has written is taken over without a call, and destroyed rightly", async () => {
    const scene = { people: 10, suspended: [2], pro: [7] };
    await withChime([scene], async (chime) => {
      const before = chime.server.account(ACCOUNT);
      await withStack({ yaml: OF_0_1_0, options: NATIVE_PLUGIN, environment: chime.environment }, async (stack) => {
        chime.server.suspend(ACCOUNT, [1, 3, 4].map(idOf));
        chime.server.setLicense(ACCOUNT, [idOf(5)], "Pro");
        chime.server.setLicense(ACCOUNT, [idOf(6)], "Plus");
        const imported = await stack.cli("stack", "import", "--file", RECORDED);
        equal(imported.exitCode, 0, imported.output);
        chime.lines();
        const up = await stack.up();
        equal(up.exitCode, 0, up.output);
        match(up.output, /3 unchanged/);
        deepEqual(chime.lines(), []);
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.server.account(ACCOUNT), before);
      });
    });
  });

  it("shows nothing of entries with a time that stay as they are, beside a license that changes", async () => {
    const timed = (from: string, users: readonly unknown[], license: string): string => `
const { UserSuspensionSet, UserLicenseAssignment } = require(${JSON.stringify(from)});
const accountId = ${JSON.stringify(ACCOUNT)};
const time = { until: "2031-01-01", reason: "on leave" };
new UserSuspensionSet("leavers", { accountId, users: ${JSON.stringify(users).replaceAll("}", ", ...time}")} });
const licenses = { ${JSON.stringify(emailOf(3))}: { license: "Pro", ...time }, ${JSON.stringify(idOf(4))}: ${JSON.stringify(license)} };
new UserLicenseAssignment("hosts", { accountId, licenses });
`;
    const users = [emailOf(1), { user: emailOf(2) }];
    await withChime([{ people: 10 }], async (chime) => {
      const project = {
        program: timed("pulumi-chime-users", users, "Pro"),
        options: NATIVE_PLUGIN,
        environment: chime.environment,
      };
      await withStack(project, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        await stack.write(timed("pulumi-chime-users/native", users.toReversed(), "Plus"));
        const { exitCode, output } = await stack.preview("--diff");
        equal(exitCode, 0, output);
        match(output, /licenses: \{\n.*: "Pro" => "Plus"\n/);
        doesNotMatch(output, /on leave|2031-01-01|users:/);
      });
    });
  });

  it("that goes back to them says of the resources that take over and have the same names of which front they are", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const from = (front: string): string => program(`pulumi-chime-users${front}`, [1, 2], [3]);
      const project = { program: from("/native"), options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        chime.lines();
        await stack.write(from(""));
        const back = await stack.up("--preview");
        equal(back.exitCode, 0, back.output);
        match(back.output, /already suspended, moves here from UserSuspensionSet "leavers" \(native provider\) \(2\)/);
        match(
          back.output,
          /already as declared, moves here from UserLicenseAssignment "hosts" \(native provider\) \(1\)/,
        );
        match(back.output, / moves to UserSuspensionSet "leavers" \(dynamic resource\) \(2\)/);
        deepEqual(chime.writes(), []);
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.suspended(), []);
      });
    });
  });

  it("has the native state once it was refreshed", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const project = {
        program: program("pulumi-chime-users", [1, 2], [3]),
        options: NATIVE_PLUGIN,
        environment: chime.environment,
      };
      await withStack(project, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        await stack.write(program("pulumi-chime-users/native", [1, 2], [3]));
        equal((await stack.up()).exitCode, 0);
        const refreshed = await stack.refresh();
        equal(refreshed.exitCode, 0, refreshed.output);
        const { leavers } = await stack.resources();
        deepEqual(leavers?.type, "chime:index:UserSuspensionSet");
        deepEqual(leavers?.inputs?.["users"], [emailOf(1), emailOf(2)]);
        deepEqual(leavers?.outputs?.["userIds"], {
          [emailOf(1).toLowerCase()]: idOf(1),
          [emailOf(2).toLowerCase()]: idOf(2),
        });
        equal((await stack.preview("--expect-no-changes")).exitCode, 0);
      });
    });
  });

  it("of native resources is taken back by their alias, also where nobody is listed, and destroyed", async () => {
    await withChime([{ people: 6 }], async ({ environment }) => {
      const of = (from: string, options: object): string => `
const { UserSuspensionSet } = require(${JSON.stringify(from)});
new UserSuspensionSet("nobody", { accountId: ${JSON.stringify(ACCOUNT)}, users: [] }, ${JSON.stringify(options)});
`;
      const first = of("pulumi-chime-users/native", {});
      await withStack({ program: first, options: NATIVE_PLUGIN, environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        const aliases = ["urn:pulumi:dev::people::chime:index:UserSuspensionSet::nobody"];
        await stack.write(of("pulumi-chime-users", { aliases }));
        equal((await stack.up("--refresh")).exitCode, 0);
        const again = await stack.up("--refresh", "--expect-no-changes");
        equal(again.exitCode, 0, again.output);
        const gone = await stack.destroy();
        equal(gone.exitCode, 0, gone.output);
      });
    });
  });
});
