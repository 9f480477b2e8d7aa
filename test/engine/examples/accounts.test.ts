import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EXAMPLE_ACCOUNT_ID, startChimeServer } from "../../../provider/testing";
import { suspended, withCopyOf, writes } from "../../support/example";
import { withStack } from "../../support/stack";

const AMERICAS = "0c4e7b21-5d9a-4f36-a8e1-92b3c6d4f075";

/** The key pair of a profile in the example's own file. */
function keysOf(config: string, profile: string) {
  const [, accessKeyId = "", secretAccessKey = ""] =
    new RegExp(`\\[profile ${profile}\\]\\naws_access_key_id = (.*)\\naws_secret_access_key = (.*)\\n`).exec(config) ??
    [];
  return { accessKeyId, secretAccessKey };
}

describe("examples/accounts", () => {
  it("does each account's own with its profile's endpoint and credentials", async () => {
    await withCopyOf("accounts", async (folder) => {
      const file = join(folder, "aws-config");
      const config = await readFile(file, "utf8");
      const emea = await startChimeServer({ credentials: keysOf(config, "chime-emea") });
      const americas = await startChimeServer({
        credentials: keysOf(config, "chime-americas"),
        seedFile: join(folder, "americas.csv"),
      });
      try {
        const ports = config.replace("127.0.0.1:8031", `127.0.0.1:${emea.port}`);
        await writeFile(file, ports.replace("127.0.0.1:8032", `127.0.0.1:${americas.port}`));
        const before = [emea.account(EXAMPLE_ACCOUNT_ID), americas.account(AMERICAS)];
        const found = suspended(emea);
        // Keys in the environment are nobody's here.
        const environment = { AWS_CONFIG_FILE: file, AWS_ACCESS_KEY_ID: "AKIA0", AWS_SECRET_ACCESS_KEY: "none" };
        await withStack({ folder, environment }, async (stack) => {
          stack.trustTypes();
          const up = await stack.up("--preview");
          equal(up.exitCode, 0);
          match(up.output, /UserSuspensionSet "leavers-americas": suspend 1 user in "Example Americas"/);
          deepEqual(suspended(emea), [...found, "amara.okafor@example.com", "malik.choi@example.com"].sort());
          deepEqual(suspended(americas, AMERICAS), ["diego.torres@example.com"]);
          deepEqual(writes(emea), ["POST BatchSuspendUser 2 users -> 200"]);
          deepEqual(writes(americas), ["POST BatchSuspendUser 1 user -> 200"]);
          doesNotMatch(await stack.exportText(), /EXAMPLE/);

          equal((await stack.up()).exitCode, 0);
          deepEqual([...writes(emea), ...writes(americas)], []);
          equal((await stack.destroy()).exitCode, 0);
          deepEqual([emea.account(EXAMPLE_ACCOUNT_ID), americas.account(AMERICAS)], before);
        });
      } finally {
        await Promise.all([emea.close(), americas.close()]);
      }
    });
  });
});
