import { equal, match } from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { version } from "../../../package.json";
import { withChime } from "../../support/chime";
import { ACCOUNT, idOf } from "../../support/people";
import { type Stack, withStack } from "../../support/stack";

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

const FOLDER = "./node_modules/pulumi-chime-users/plugin";

/**
 * What `pulumi package add` writes for YAML is all that there is to be done: that the host of the tests can't link it, as that of
 * the official release does, is no matter.
 */
async function addedAsPackage(stack: Stack): Promise<void> {
  const added = await stack.cli("package", "add", `${FOLDER}/pulumi-resource-chime`);
  match(added.output, /Successfully generated an SDK for the chime package/);
  match(await readFile(join(stack.folder, "sdks", "chime", `chime-${version}.yaml`), "utf8"), /^name: chime$/m);
}

describe("the native provider in a program of YAML", () => {
  it("is found by its folder as a package, and once it is added and installed by a program that does not say where it is", async () => {
    await withChime([{ people: 4 }], async (chime) => {
      const packages = `packages: {chime: ${FOLDER}}\n${YAML}`;
      await withStack({ yaml: packages, environment: chime.environment }, async (stack) => {
        const preview = await stack.preview();
        equal(preview.exitCode, 0, preview.output);
        match(preview.output, /"leavers": suspend 1 user in /);
        match(preview.output, /\+ \S+2 \(person\.2@example\.com; \[null\]\)/, "no next change, and it is known");
        await addedAsPackage(stack);
        await stack.writeYaml(YAML);
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
