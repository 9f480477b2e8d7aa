import { deepEqual, equal, match } from "node:assert/strict";
import { reportPreview } from "../../../provider/cli/report/previewReport";
import { parsePreview } from "../../../provider/cli/report/readPreview";
import { withChime } from "../../support/chime";
import { ACCOUNT, emailOf, idOf, range, SECOND_ACCOUNT } from "../../support/people";
import { NATIVE_PLUGIN, withStack } from "../../support/stack";

const NOBODY = "aaaaaaaa-ffff-4000-8000-000000000000";

/** A set that is refused as soon as one user was asked for, two that take longer, and one that is fine. */
const YAML = `resources:
  early: {type: "chime:UserSuspensionSet", properties: {accountId: ${ACCOUNT}, users: [${NOBODY}]}}
  late: {type: "chime:UserSuspensionSet", properties: {accountId: ${SECOND_ACCOUNT}, users: [gone@example.com]}}
  licenses: {type: "chime:UserLicenseAssignment", properties: {accountId: ${SECOND_ACCOUNT}, licenses: {lost@example.com: Pro}}}
  fine: {type: "chime:UserSuspensionSet", properties: {accountId: ${SECOND_ACCOUNT}, users: [${emailOf(1)}]}}
`;

describe("a preview of the native provider that refuses several resources", () => {
  it("tells of each what stands against it, and shows the others, though some take longer to look at", async () => {
    await withChime([{ people: 5 }, { id: SECOND_ACCOUNT, people: 5 }], async (chime) => {
      chime.server.faults.always("ListUsers", { latencyMs: 800 });
      await withStack({ yaml: YAML, options: NATIVE_PLUGIN, environment: chime.environment }, async (stack) => {
        const { exitCode, output } = await stack.preview();
        equal(exitCode, 1, output);
        const names = [NOBODY, "gone@example.com", "lost@example.com"];
        const told = names.filter((name) => new RegExp(`error: .*refused, .*${name}`).test(output));
        deepEqual(told, names, output);
        match(output, /UserSuspensionSet "fine": suspend 1 user/);
        deepEqual(chime.writes(), []);
      });
    });
  });

  it("tells of each, however many, and of those that the program declares later", async () => {
    const program = `
const { UserSuspensionSet } = require("pulumi-chime-users/native");
const declare = (i) => new UserSuspensionSet("s" + i, { accountId: "${ACCOUNT}", users: ["gone." + i + "@example.com"] });
module.exports = (async () => {
  for (let i = 0; i < 30; i++) declare(i);
  await new Promise((resolve) => setTimeout(resolve, 400));
  declare(30);
})();
`;
    await withChime([{ people: 5 }], async (chime) => {
      await withStack({ program, options: NATIVE_PLUGIN, environment: chime.environment }, async (stack) => {
        const { exitCode, stdout } = await stack.preview("--json");
        equal(exitCode, 1, stdout);
        const { refusals } = reportPreview(parsePreview(stdout, "the preview"));
        const told = refusals.map((refusal) => /gone\.(\d+)@/.exec(refusal)?.[1]);
        deepEqual(
          told.map(Number).sort((a, b) => a - b),
          range(0, 31),
        );
      });
    });
  });

  it("of an update, too", async () => {
    await withChime([{ people: 5 }], async (chime) => {
      const sets = (users: readonly string[]): string =>
        `resources:\n${users.map((user, i) => `  set${i}: {type: "chime:UserSuspensionSet", properties: {accountId: ${ACCOUNT}, users: [${user}]}}\n`).join("")}`;
      const project = { yaml: sets([1, 2, 3].map(idOf)), options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        await stack.writeYaml(sets(["gone.1@example.com", "gone.2@example.com", idOf(4)]));
        const { output } = await stack.preview();
        for (const name of ["gone.1@example.com", "gone.2@example.com"]) {
          match(output, new RegExp(`error: .*refused, .*${name}`));
        }
        match(output, /UserSuspensionSet "set2": suspend 1 user, unsuspend 1 user/);
      });
    });
  });
});
