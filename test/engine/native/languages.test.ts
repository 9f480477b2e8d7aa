import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EXAMPLE_ACCOUNT_ID } from "../../../provider/testing";
import { suspended, writes } from "../../support/example";
import { withLanguage } from "../../support/languages";
import { until } from "../../support/processes";
import type { Stack } from "../../support/stack";

const SOFIA = "sofia.nguyen@example.com";
const PROGRAMS = {
  yaml: "Pulumi.yaml",
  python: "__main__.py",
  go: "main.go",
  java: "src/main/java/people/App.java",
} as const;

async function edit(stack: Stack, file: string, from: string, to: string): Promise<void> {
  const path = join(stack.project, file);
  const text = await readFile(path, "utf8");
  equal(text.includes(from), true, `${from} is in ${file}`);
  await writeFile(path, text.replace(from, to));
}

describe("the native provider in other languages, by their examples", () => {
  for (const [language, file] of Object.entries(PROGRAMS) as [keyof typeof PROGRAMS, string][]) {
    it(`in ${language}: up, preview, drift, failure, cancel, import and destroy`, async () => {
      await withLanguage(language, async (stack, server) => {
        const before = suspended(server);
        const preview = await stack.preview();
        equal(preview.exitCode, 0, preview.output);
        match(preview.output, /UserSuspensionSet "leavers": suspend 1 user in /);
        deepEqual(writes(server), []);

        const up = await stack.up();
        equal(up.exitCode, 0, up.output);
        deepEqual(suspended(server), [...before, SOFIA].sort());
        equal((await stack.preview("--expect-no-changes")).exitCode, 0);
        deepEqual(writes(server).length > 0, true);

        const [user] = server.account(EXAMPLE_ACCOUNT_ID).Users.filter(({ PrimaryEmail }) => PrimaryEmail === SOFIA);
        server.unsuspend(EXAMPLE_ACCOUNT_ID, [SOFIA]);
        const drift = await stack.preview("--diff");
        match(drift.output, new RegExp(`\\+ \\[\\d\\]: "${SOFIA}"`));

        server.faults.user(user?.UserId ?? "", { code: "Forbidden", message: "not this one" });
        const failed = await stack.up();
        notEqual(failed.exitCode, 0);
        match(failed.output, /UserSuspensionSet "leavers": 1 user failed \(Forbidden 1\)\./);
        server.faults.clear();
        const again = await stack.up();
        equal(again.exitCode, 0, again.output);

        await edit(stack, file, "sofia.nguyen@example.com", "malik.choi@example.com");
        server.faults.always("BatchSuspendUser", { latencyMs: 1_000 });
        writes(server);
        const { pid, ended } = stack.start("up", "--yes", "--skip-preview");
        await until("it writes", () => server.journal.lines().some((line) => line.includes("BatchSuspendUser")));
        process.kill(pid, "SIGINT");
        notEqual((await ended).exitCode, 0);
        server.faults.clear();
        const finished = await stack.up();
        equal(finished.exitCode, 0, finished.output);
        deepEqual(suspended(server), [...before, "malik.choi@example.com"].sort());

        const type = "chime:index:UserSuspensionSet";
        const imported = await stack.cli("import", type, "all", EXAMPLE_ACCOUNT_ID, "--yes", "--generate-code=false");
        equal(imported.exitCode, 0, imported.output);
        const { all } = await stack.resources();
        deepEqual(all?.inputs?.["users"], suspended(server));
        equal((await stack.cli("state", "delete", all?.urn ?? "", "--yes", "--force")).exitCode, 0);

        const destroy = await stack.destroy();
        equal(destroy.exitCode, 0, destroy.output);
        deepEqual(suspended(server), before);
      });
    });
  }
});
