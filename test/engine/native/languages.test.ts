import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ChimeServer, EXAMPLE_ACCOUNT_ID } from "../../../provider/testing";
import { suspended, writes } from "../../support/example";
import { withLanguage } from "../../support/languages";
import { orSkip } from "../../support/orSkip";
import { until } from "../../support/processes";
import type { Stack } from "../../support/stack";

const SOFIA = "sofia.nguyen@example.com";
const MALIK = "malik.choi@example.com";
const PROGRAMS = { yaml: "Pulumi.yaml", python: "__main__.py", go: "main.go" } as const;

async function edit(stack: Stack, file: string, from: string, to: string): Promise<void> {
  const path = join(stack.project, file);
  const text = await readFile(path, "utf8");
  equal(text.includes(from), true, `${from} is in ${file}`);
  await writeFile(path, text.replace(from, to));
}

/** From here on Pulumi.yaml names the plugin as a package, where the example has it under `plugins`. */
async function namedAsPackage(stack: Stack): Promise<void> {
  const path = join(stack.project, "Pulumi.yaml");
  const text = await readFile(path, "utf8");
  const named = text.replace(/plugins:\n {2}providers:\n {4}- name: chime\n {6}path: /, "packages:\n  chime: ");
  notEqual(named, text);
  await writeFile(path, named);
}

async function previewTellsAndWritesNothing(stack: Stack, server: ChimeServer): Promise<void> {
  const preview = await stack.preview();
  equal(preview.exitCode, 0, preview.output);
  match(preview.output, /UserSuspensionSet "leavers": suspend 1 user in /);
  deepEqual(writes(server), []);
}

/** The service refuses one user; what else was to be done is, and the state has all of it. */
async function upFailsForSofia(stack: Stack, server: ChimeServer): Promise<void> {
  const [user] = server.account(EXAMPLE_ACCOUNT_ID).Users.filter(({ PrimaryEmail }) => PrimaryEmail === SOFIA);
  server.faults.user(user?.UserId ?? "", { code: "Forbidden", message: "not this one" });
  const failed = await stack.up();
  notEqual(failed.exitCode, 0);
  match(failed.output, /UserSuspensionSet "leavers": 1 user failed \(Forbidden 1\)\./);
  server.faults.clear();
  const { leavers } = await stack.resources();
  const failures = (leavers?.outputs?.["failures"] ?? []) as { user: string; code: string }[];
  deepEqual(
    failures.map(({ user, code }) => [user, code]),
    [[SOFIA, "Forbidden"]],
  );
  const others = Object.keys(leavers?.outputs?.["userIds"] ?? {}).filter((name) => name !== SOFIA);
  deepEqual(others, ["henrik.dlamini@example.com", "linh.fernandez@example.com"]);
}

/** One user takes another's place, by an up that is interrupted while it writes and one that goes on. */
async function cancelledAndFinished(stack: Stack, server: ChimeServer, file: string): Promise<void> {
  await edit(stack, file, SOFIA, MALIK);
  server.faults.always("BatchSuspendUser", { latencyMs: 1_000 });
  writes(server);
  const { pid, ended } = stack.start("up", "--yes", "--skip-preview");
  await until("it writes", () => server.journal.lines().some((line) => line.includes("BatchSuspendUser")));
  process.kill(pid, "SIGINT");
  notEqual((await ended).exitCode, 0);
  server.faults.clear();
  const finished = await stack.up();
  equal(finished.exitCode, 0, finished.output);
}

async function importedByAccount(stack: Stack, server: ChimeServer): Promise<void> {
  const type = "chime:index:UserSuspensionSet";
  const imported = await stack.cli("import", type, "all", EXAMPLE_ACCOUNT_ID, "--yes", "--generate-code=false");
  equal(imported.exitCode, 0, imported.output);
  const { all } = await stack.resources();
  deepEqual(all?.inputs?.["users"], suspended(server));
  equal((await stack.cli("state", "delete", all?.urn ?? "", "--yes", "--force")).exitCode, 0);
}

async function destroyed(stack: Stack): Promise<void> {
  const destroy = await stack.destroy();
  equal(destroy.exitCode, 0, destroy.output);
}

describe("the native provider in other languages, by their examples", () => {
  for (const [language, file] of Object.entries(PROGRAMS) as [keyof typeof PROGRAMS, string][]) {
    it(`in ${language}: preview, failure, up, cancel, drift, import and destroy`, async function () {
      const miss = await withLanguage(language, async (stack, server) => {
        const before = suspended(server);
        await previewTellsAndWritesNothing(stack, server);
        await upFailsForSofia(stack, server);
        deepEqual(suspended(server), before);
        const up = await stack.up();
        equal(up.exitCode, 0, up.output);
        deepEqual(suspended(server), [...before, SOFIA].sort());

        await cancelledAndFinished(stack, server, file);
        deepEqual(suspended(server), [...before, MALIK].sort());
        deepEqual(writes(server).length > 0, true);
        await namedAsPackage(stack);
        equal((await stack.preview("--expect-no-changes")).exitCode, 0);

        server.unsuspend(EXAMPLE_ACCOUNT_ID, [MALIK]);
        const drift = await stack.preview("--diff");
        match(drift.output, new RegExp(`\\+ \\[\\d\\]: "${MALIK}"`));

        await importedByAccount(stack, server);
        await destroyed(stack);
        deepEqual(suspended(server), before);
      });
      orSkip(this, miss);
    });
  }

  // Each run starts Maven twice: as few runs as show it.
  it("in java: preview, failure at first, cancel, up, import and destroy", async function () {
    const miss = await withLanguage("java", async (stack, server) => {
      const before = suspended(server);
      await previewTellsAndWritesNothing(stack, server);
      await upFailsForSofia(stack, server);
      deepEqual(suspended(server), before);
      await namedAsPackage(stack);
      await cancelledAndFinished(stack, server, "src/main/java/people/App.java");
      deepEqual(suspended(server), [...before, MALIK].sort());
      await importedByAccount(stack, server);
      await destroyed(stack);
      deepEqual(suspended(server), before);
    });
    // Java is tested where a JDK and Maven are.
    orSkip(this, miss, { inCi: true });
  });
});
