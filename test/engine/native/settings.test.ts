import { doesNotMatch, equal, match } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { ACCOUNT, emailOf, idOf } from "../../support/people";
import { NATIVE_PLUGIN, withStack } from "../../support/stack";

const SET = `resources:
  leavers:
    type: chime:UserSuspensionSet
    properties: {accountId: ${ACCOUNT}, users: [${idOf(1)}, ${idOf(2)}]}
`;

const LICENSES = `  hosts:
    type: chime:UserLicenseAssignment
    properties: {accountId: ${ACCOUNT}, licenses: {${emailOf(3)}: Pro}}
`;

const NOT_YET =
  /^ *warning: chime:detectDrift counts for this resource from its next update on, or once pulumi refresh --run-program was run\.$/gm;
const CHANGED_OUTSIDE = /changed outside this stack/;

describe("the settings of the native provider", () => {
  it("refuse what is wrong and what there is not, by name, before anything is asked", async () => {
    await withChime([{ people: 5 }], async (chime) => {
      await withStack({ yaml: SET, options: NATIVE_PLUGIN, environment: chime.environment }, async (stack) => {
        await stack.config("chime:maxAttemps", "3");
        await stack.config("chime:maxConcurrency", "none");
        await stack.config("chime:detectDrift", "perhaps");
        await stack.config("chime:endpoint", "ftp://ann:pw@x");
        const { exitCode, output } = await stack.preview();
        equal(exitCode === 0, false);
        match(output, /chime:maxAttemps: there is no such setting\. Did you mean chime:maxAttempts\?/);
        match(output, /chime:maxConcurrency: must be a whole number of at least 1, not "none"\./);
        match(output, /chime:detectDrift: must be true or false, not "perhaps"\./);
        match(output, /chime:endpoint: must be an http or https URL such as .*, not "ftp:\/\/\[secret\]@x"\./);
        equal(output.includes("ann:pw"), false, output);
        equal(chime.lines().length, 0);
      });
    });
  });

  it("make a plain preview and up see drift", async () => {
    await withChime([{ people: 5 }], async (chime) => {
      await withStack({ yaml: SET, options: NATIVE_PLUGIN, environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        await stack.config("chime:detectDrift", "true");
        chime.server.unsuspend(ACCOUNT, [idOf(2)]);
        await stack.writeYaml(SET + LICENSES);
        const early = await stack.preview();
        equal(early.exitCode, 0);
        equal(early.output.match(NOT_YET)?.length, 1, "of the set, which was there, and not of the new licenses");
        doesNotMatch(early.output, CHANGED_OUTSIDE);

        for (const { exitCode, output } of [await stack.refresh("--run-program"), await stack.up()]) {
          equal(exitCode, 0, output);
          doesNotMatch(output, NOT_YET);
        }
        equal(chime.suspended().length, 2);
        const same = await stack.preview("--expect-no-changes");
        equal(same.exitCode, 0, same.output);
        doesNotMatch(same.output, NOT_YET);

        chime.server.unsuspend(ACCOUNT, [idOf(2)]);
        chime.server.setLicense(ACCOUNT, [idOf(3)], "Basic");
        const { output } = await stack.preview("--diff");
        match(output, new RegExp(`\\+ \\[1\\]: "${idOf(2)}"`));
        match(output, /suspend again, changed outside this stack since \(1\)/);
        match(output, /license Basic -> Pro, changed outside this stack since \(1\)/);
        equal((await stack.up()).exitCode, 0);
        equal(chime.suspended().length, 2);
      });
    });
  });

  it("of an explicit provider count, and those that are secret are nowhere in the open", async () => {
    await withChime([{ people: 5 }], async (chime) => {
      const { AWS_ENDPOINT_URL_CHIME: endpoint = "", ...environment } = chime.environment;
      const secret = endpoint.replace("127.0.0.1", "localhost");
      const yaml = `variables:
  where: {"fn::secret": "${secret}"}
${SET}    options: {provider: "\${local}"}
  local:
    type: pulumi:providers:chime
    properties: {endpoint: "\${where}", maxConcurrency: 2}
`;
      await withStack({ yaml, options: NATIVE_PLUGIN, environment }, async (stack) => {
        const up = await stack.up();
        equal(up.exitCode, 0, up.output);
        equal(chime.suspended().length, 2);
        const text = await stack.exportText();
        equal(text.includes(secret), false, "the state has it encrypted");
        equal(up.output.includes(secret), false);
        equal((await stack.destroy()).exitCode, 0);
        equal(chime.suspended().length, 0);
      });
    });
  });
});
