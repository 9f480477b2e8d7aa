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

  it("tells of users who are listed twice together with all else, the same whichever set is asked about first", async () => {
    const a = `new UserSuspensionSet("a", { accountId, users: ["${emailOf(1)}", "${emailOf(2)}", "${emailOf(3)}", "ghost@example.com"], maxChanges: 1, protectedUsers: ["${emailOf(2)}"] });`;
    const b = `new UserSuspensionSet("b", { accountId, users: ["${emailOf(1)}", "${idOf(3)}"] });`;
    const program = (...sets: readonly string[]): string => `
const { UserSuspensionSet } = require("pulumi-chime-users/native");
const accountId = "${ACCOUNT}";
module.exports = (async () => {
${sets.join("\n  await new Promise((resolve) => setTimeout(resolve, 400));\n")}
})();
`;
    await withChime([{ people: 5 }], async (chime) => {
      const project = { program: program(a, b), options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        const refusalsOf = async (): Promise<readonly string[]> => {
          const { exitCode, stdout } = await stack.preview("--json");
          equal(exitCode, 1, stdout);
          return [...reportPreview(parsePreview(stdout, "the preview")).refusals].sort();
        };
        const told = await refusalsOf();
        const expected = [
          /"a": users: .*ghost@example\.com/,
          /"a": users: .*protected by protectedUsers/,
          /"a": maxChanges: .*maxChanges allows 1/,
          /"a": users: .*"a" and UserSuspensionSet "b" both list person\.1@example\.com\. /,
          /"a": users: .*"a" and UserSuspensionSet "b" both list person\.3@example\.com \(there as aaaaaaaa-\S+3\)\. /,
          /"b": users: .*"b" and UserSuspensionSet "a" both list person\.1@example\.com\. /,
          /"b": users: .*"b" and UserSuspensionSet "a" both list aaaaaaaa-\S+3 \(there as person\.3@example\.com\)\. /,
        ];
        for (const one of expected)
          equal(told.filter((line) => one.test(line)).length, 1, `${one}: ${told.join("\n")}`);
        equal(told.length, expected.length, told.join("\n"));
        await stack.write(program(b, a));
        deepEqual(await refusalsOf(), told);
        deepEqual(chime.writes(), []);
        // Where one of them is there already, and is not changed.
        await stack.write(program(b));
        equal((await stack.up("--skip-preview")).exitCode, 0);
        chime.lines();
        await stack.write(program(b, a));
        const beside = await refusalsOf();
        // Two of the three are suspended then.
        equal(beside.length, expected.length - 1, beside.join("\n"));
        await stack.write(program(a, b));
        deepEqual(await refusalsOf(), beside);
        equal((await stack.up("--skip-preview")).exitCode, 1);
        deepEqual(chime.writes(), []);
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

  it("of wrong arguments, too, where the program is in TypeScript; up still fails at the check", async () => {
    const program = (sets: string): string => `
const { UserLicenseAssignment, UserSuspensionSet } = require("pulumi-chime-users/native");
const accountId = "${ACCOUNT}";
${sets}
`;
    const wrong = `new UserSuspensionSet("there", { accountId, users: ["${idOf(2)}", " "], userz: 1 });
new UserLicenseAssignment("new", { accountId, licenses: { "${idOf(1)}": "Gold" } });`;
    const others = `new UserSuspensionSet("fine", { accountId, users: ["${idOf(3)}"] });
new UserSuspensionSet("gone", { accountId, users: ["gone@example.com"] });`;
    await withChime([{ people: 5 }], async (chime) => {
      const project = {
        program: program(`new UserSuspensionSet("there", { accountId, users: ["${idOf(1)}"] });`),
        options: NATIVE_PLUGIN,
        environment: chime.environment,
      };
      await withStack(project, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        chime.lines();
        await stack.write(program(`${wrong}\n${others}`));
        const { exitCode, output } = await stack.preview();
        equal(exitCode, 1, output);
        for (const told of [/users\[1\]: /, /userz is not an argument/, /licenses\[.*Gold/, /gone@example\.com/]) {
          match(output, told);
        }
        match(output, /UserSuspensionSet "fine": suspend 1 user/);
        equal(output.match(/ {4}error: (?:Preview failed: )?User\w+ "\w+": refused/g)?.length, 3, output);

        await stack.write(program(wrong));
        const up = await stack.up();
        equal(up.exitCode, 1, up.output);
        match(up.output, /error: chime:index:\w+ resource '\w+' has a problem: (?:users|licenses|"userz")/);
        deepEqual(chime.writes(), []);
      });
    });
  });

  it("of wrong arguments in YAML, from the first preview of a resource on", async () => {
    const yaml = `resources:
  fine: {type: "chime:UserSuspensionSet", properties: {accountId: ${ACCOUNT}, users: [${emailOf(1)}]}}
  one: {type: "chime:UserLicenseAssignment", properties: {accountId: ${ACCOUNT}, licenses: {${emailOf(2)}: Gold}}, options: {dependsOn: ["\${fine}"]}}
  two: {type: "chime:UserSuspensionSet", properties: {accountId: ${ACCOUNT}, users: [" "]}, options: {dependsOn: ["\${fine}"]}}
`;
    await withChime([{ people: 5 }], async (chime) => {
      await withStack({ yaml, options: NATIVE_PLUGIN, environment: chime.environment }, async (stack) => {
        const { exitCode, output } = await stack.preview();
        equal(exitCode, 1, output);
        match(
          output,
          /error: (?:Preview failed: )?UserLicenseAssignment "one": refused, nothing was changed\. licenses/,
        );
        match(output, /error: (?:Preview failed: )?UserSuspensionSet "two": refused, nothing was changed\. users/);
      });
    });
  });
});
