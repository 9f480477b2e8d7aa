import { equal, match } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { ACCOUNT, idOf } from "../../support/people";
import { NATIVE_PLUGIN, withStack } from "../../support/stack";

const SET = `resources:
  leavers:
    type: chime:UserSuspensionSet
    properties: {accountId: ${ACCOUNT}, users: [${idOf(1)}, ${idOf(2)}]}
`;

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
        match(output, /chime:maxAttemps: is not a setting\. Did you mean chime:maxAttempts\?/);
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
        await stack.config("chime:detectDrift", "true");
        equal((await stack.up()).exitCode, 0);
        equal((await stack.preview("--expect-no-changes")).exitCode, 0);
        await chime.server.unsuspend(ACCOUNT, [idOf(2)]);
        const preview = await stack.preview("--diff");
        match(preview.output, new RegExp(`\\+ \\[1\\]: "${idOf(2)}"`));
        match(preview.output, /suspend again, changed outside this stack since \(1\)/);
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
