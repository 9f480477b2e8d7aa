import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { ACCOUNT, emailOf, idOf } from "../../support/people";
import { NATIVE_PLUGIN, withStack } from "../../support/stack";

const SET = `    properties:
      accountId: ${ACCOUNT}
      users:
        - ${idOf(1)}
        - {user: "${emailOf(2)}", until: 2031-01-01, reason: parental leave}
        - {user: ${idOf(3)}, from: 2031-01-01}
        - {user: ${idOf(6)}, until: 2031-01-01}
`;

const YAML = `resources:
  leavers:
    type: chime:UserSuspensionSet
${SET}  hosts:
    type: chime:UserLicenseAssignment
    properties:
      accountId: ${ACCOUNT}
      licenses:
        ${idOf(4)}: Pro
        ${idOf(5)}: {license: Pro, from: 2031-01-01}
outputs:
  next: \${leavers.nextChange}
`;

const PROGRAM = (from: string): string => `
const { UserSuspensionSet } = require("${from}");
const leavers = new UserSuspensionSet("leavers", {
  accountId: "${ACCOUNT}",
  users: ["${idOf(1)}", { user: "${emailOf(2)}", until: "2031-01-01", reason: "parental leave" }, { user: "${idOf(3)}", from: "2031-01-01" }],
});
exports.next = leavers.nextChange;
`;

/** Far enough for the times above, and what is told of them in a run that changes nobody. */
const NOTICE = { CHIME_USERS_NOTICE_DAYS: "9999" };
const ENDS = [
  /2031-01-01\S*: suspension ends for person.2@example.com \(parental leave\)/,
  /2031-01-01\S*: entry ends for \S+6, who stays suspended: was suspended when first looked at/,
];

describe("entries with a time under the native provider", () => {
  it("count in their time, are shown as they begin and end, and change nothing before", async () => {
    await withChime([{ people: 10, suspended: [6] }], async (chime) => {
      const environment = { ...chime.environment, ...NOTICE };
      await withStack({ yaml: YAML, options: NATIVE_PLUGIN, environment }, async (stack) => {
        const up = await stack.up();
        equal(up.exitCode, 0, up.output);
        for (const ends of ENDS) match(up.output, ends);
        deepEqual(chime.suspended(), [1, 2, 6].map(idOf));
        deepEqual([chime.licenseOf(idOf(4)), chime.licenseOf(idOf(5))], ["Pro", "Basic"]);
        match(up.output, /next: "2031-01-01T00:00:00\.000Z"/);
        chime.lines();
        const same = await stack.preview("--expect-no-changes");
        equal(same.exitCode, 0);
        for (const ends of ENDS) match(same.output, ends);
        const twice = await stack.up("--preview");
        for (const ends of ENDS) equal(twice.output.match(new RegExp(ends, "g"))?.length, 1, twice.output);
        deepEqual(chime.lines(), []);
        const refresh = await stack.refresh();
        equal(refresh.exitCode, 0);
        doesNotMatch(refresh.output, /within/);
        equal((await stack.preview("--expect-no-changes")).exitCode, 0, "a refresh keeps entries as they are written");

        await stack.config("chime:asOf", "2031-01-01");
        const ahead = await stack.preview("--diff");
        equal(ahead.exitCode, 0, ahead.output);
        match(ahead.output, /suspend 1 user, unsuspend 1 user/);
        match(ahead.output, /- \[1\]: \{/);
        match(ahead.output, /\+ \[2\]: \{/);
        match(ahead.output, /license Basic -> Pro \(1\)/);
        equal((await stack.up()).exitCode === 0, false, "nothing is written as of a moment ahead");
        deepEqual(chime.suspended(), [1, 2, 6].map(idOf));
        await stack.cli("config", "rm", "chime:asOf");
        // Without a program it is the settings of the last run that count: this one takes asOf out of the state.
        equal((await stack.up()).exitCode, 0);
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.suspended(), [6].map(idOf));
      });
    });
  });

  it("are taken over from the dynamic resources without a call, and without a change", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const project = {
        program: PROGRAM("pulumi-chime-users"),
        options: NATIVE_PLUGIN,
        environment: chime.environment,
      };
      await withStack(project, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        chime.lines();
        await stack.write(PROGRAM("pulumi-chime-users/native"));
        const preview = await stack.preview("--expect-no-changes");
        equal(preview.exitCode, 0, preview.output);
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.lines(), []);
        equal((await stack.refresh()).exitCode, 0);
        const after = await stack.preview("--expect-no-changes", "--diff");
        equal(after.exitCode, 0, after.output);
      });
    });
  });
});
