import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../../support/commandLine";
import { withLanguage } from "../../support/languages";
import { startMixed } from "../../support/mixedAccount";
import { orSkip } from "../../support/orSkip";
import { ACCOUNT, idOf } from "../../support/people";

const PROGRAMS = { yaml: "Pulumi.yaml", python: "__main__.py", go: "main.go" } as const;
const PLUGIN = join(__dirname, "..", "..", "..", "plugin");

describe("a program that export writes for the native provider", () => {
  for (const [language, file] of Object.entries(PROGRAMS) as [keyof typeof PROGRAMS, string][]) {
    it(`in ${language} declares an account as it is: nobody changes, and a change is that one alone`, async function () {
      const miss = await withLanguage(
        language,
        async (stack, server) => {
          const before = server.account(ACCOUNT);
          const args = ["export", "--account", ACCOUNT, "--output", file, "--force"];
          const exported = await runCommand(
            [...args, "--format", { yaml: "yaml", python: "py", go: "go" }[language]],
            stack.environment,
            stack.project,
          );
          equal(exported.status, 0, exported.stderr);
          match(exported.stderr, /UserSuspensionSet ".+" with 300 users, UserLicenseAssignment ".+" with 2,939 users/);
          if (language === "yaml") {
            // The stack goes by the project's name, and nothing was installed here.
            const path = join(stack.project, file);
            const text = (await readFile(path, "utf8")).replace("\nname: chime-users\n", "\nname: people-yaml\n");
            await writeFile(path, text.replace("path: node_modules/pulumi-chime-users/plugin", `path: ${PLUGIN}`));
          }
          const preview = await stack.preview();
          equal(preview.exitCode, 0, preview.output);
          match(preview.output, /already suspended when first looked at.* \(300\)/);
          doesNotMatch(preview.output, /license \w+ ->|: suspend \d|: unsuspend \d/);
          const up = await stack.up();
          equal(up.exitCode, 0, up.output);
          equal((await stack.preview("--expect-no-changes")).exitCode, 0);
          deepEqual(server.account(ACCOUNT), before);

          server.unsuspend(ACCOUNT, [idOf(20)]);
          server.journal.clear();
          const repaired = await stack.up("--refresh");
          equal(repaired.exitCode, 0, repaired.output);
          const writes = server.journal.lines().filter((line) => line.startsWith("POST"));
          deepEqual(writes, ["POST BatchSuspendUser 1 user -> 200"]);
          deepEqual(server.account(ACCOUNT), before);
        },
        startMixed,
      );
      orSkip(this, miss);
    });
  }
});
