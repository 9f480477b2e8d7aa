import { equal, match } from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { version } from "../../../package.json";
import { withChime } from "../../support/chime";
import { ACCOUNT, idOf } from "../../support/people";
import { withStack } from "../../support/stack";

const PLUGIN = join(__dirname, "..", "..", "..", "plugin");

const YAML = `resources:
  leavers:
    type: chime:UserSuspensionSet
    properties: {accountId: ${ACCOUNT}, users: [${idOf(1)}]}
  hangsOnIt:
    type: chime:UserSuspensionSet
    properties:
      accountId: ${ACCOUNT}
      users: [{user: ${idOf(2)}, reason: {fn::toJSON: ["\${leavers.nextChange}"]}}]
`;

describe("the native provider as an installed plugin", () => {
  it("is found by a program that does not say where it is", async () => {
    await withChime([{ people: 4 }], async (chime) => {
      await withStack({ yaml: YAML, environment: chime.environment }, async (stack) => {
        const file = join(stack.folder, "chime.tar.gz");
        await promisify(execFile)("tar", ["-czf", file, "-C", PLUGIN, "."]);
        const install = await stack.cli("plugin", "install", "resource", "chime", version, "--file", file);
        equal(install.exitCode, 0, install.output);
        const up = await stack.up();
        equal(up.exitCode, 0, up.output);
        equal(chime.suspended().length, 2);
        const same = await stack.preview("--expect-no-changes");
        equal(same.exitCode, 0, same.output);
        await stack.writeYaml(YAML.replace(idOf(1), `${idOf(1)}, ${idOf(3)}`));
        const changed = await stack.preview();
        match(changed.output, /suspend 1 user/);
        match(changed.output, /~ 1 to update\n/, "what hangs on an output that stays is no change");
        equal((await stack.destroy()).exitCode, 0);
      });
    });
  });
});
