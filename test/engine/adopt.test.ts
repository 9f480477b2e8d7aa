import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ChimeServer, EXAMPLE_ACCOUNT_ID, startChimeServer } from "../../provider/testing";
import { type Ended, runCommand } from "../support/commandLine";
import { startMixed } from "../support/mixedAccount";
import { ACCOUNT, idOf, TEAM } from "../support/people";
import { isShownInReadme } from "../support/readme";
import { type Run, type Stack, withStack } from "../support/stack";

const IMPORT = ["import", "--file", "resources.json", "--yes", "--protect=false", "--generate-code=false"] as const;

interface Taken {
  readonly exported: Ended;
  readonly imported: Ended;
  readonly taken: Run;
}

/** Takes an account over as the documentation says. */
async function takeOver(stack: Stack, account: string, ...names: string[]): Promise<Taken> {
  const run = (command: string, file: string): Promise<Ended> =>
    runCommand([command, "--account", account, "--output", file, "--force", ...names], stack.environment, stack.folder);
  const exported = await run("export", "index.ts");
  const imported = await run("import", "resources.json");
  const taken = await stack.cli(...IMPORT);
  for (const { status, stdout, stderr } of [exported, imported]) deepEqual([status, stdout], [0, ""], stderr);
  equal(taken.exitCode, 0);
  return { exported, imported, taken };
}

/** A preview and an up that have nothing to do, and ask nobody to know that. */
async function isAsDeclared(stack: Stack, server: ChimeServer): Promise<Run> {
  server.journal.clear();
  const preview = await stack.preview("--expect-no-changes");
  equal(preview.exitCode, 0);
  stack.trustTypes();
  equal((await stack.up()).exitCode, 0);
  deepEqual(server.journal.lines(), []);
  return preview;
}

const writesOf = (server: ChimeServer): string[] => server.journal.lines().filter((line) => line.startsWith("POST"));

/** What Pulumi counts at the end of a run. */
const countsOf = (output: string): string => (/^Resources:\n(?: +.*\n)+/m.exec(output)?.[0] ?? "").trimEnd();

describe("an account that is taken over", () => {
  it("is as the program says at once, under one name twice; later changes and drift show as with any other", async () => {
    const server = await startMixed();
    const before = server.account(ACCOUNT);
    try {
      await withStack({ main: "index.ts", environment: server.environment }, async (stack) => {
        const names = ["--suspension-set", "people", "--license-assignment", "people"];
        const { exported } = await takeOver(stack, ACCOUNT, ...names);
        deepEqual(exported.stderr.split("\n"), [
          "warning: left out of the licenses: 60 users without a license: Person.1002@Example.com, Person.102@Example.com, Person.1052@Example.com, Person.1102@Example.com, Person.1152@Example.com, Person.1202@Example.com, Person.1252@Example.com, Person.1302@Example.com, Person.1352@Example.com, Person.1402@Example.com and 50 more",
          "warning: left out of the licenses: 1 user with the license ProTrial, which the account does not support (it supports Basic, Pro, Plus): Person.7@Example.com",
          'index.ts: UserSuspensionSet "people" with 300 users, UserLicenseAssignment "people" with 2,939 users',
          "",
        ]);
        match((await isAsDeclared(stack, server)).output, /3 unchanged/);

        server.unsuspend(ACCOUNT, [idOf(10)]);
        doesNotMatch((await stack.refresh()).output, /suspend 1 user/);
        match(
          (await stack.preview()).output,
          /suspend again, changed outside this stack since; found suspended at first, from now on they count as suspended here: leaving the set unsuspends them \(see onRemoval\) \(1\)\s+\+ person\.10@example\.com/,
        );
        equal((await stack.up()).exitCode, 0);
        deepEqual(writesOf(server), ["POST BatchSuspendUser 1 user -> 200"]);
        deepEqual(server.account(ACCOUNT), before);

        const program = await readFile(join(stack.folder, "index.ts"), "utf8");
        const without = program
          .replace('    "person.20@example.com",\n', "")
          .replace('    "person.12@example.com": "Basic",\n', "")
          .replace('    "person.13@example.com": "Pro",\n', '    "person.13@example.com": "Basic",\n');
        await stack.write(without);
        const { output } = await stack.preview();
        match(output, /UserSuspensionSet "people": nobody changes in account/);
        match(
          output,
          /not changed on leaving: already like this when first looked at \(see onRemoval\) \(1\): person\.20@example\.com/,
        );
        match(
          output,
          /not changed on leaving: already like this when first looked at \(see onRemoval\) \(1\): person\.12@example\.com/,
        );
        match(output, /license Pro -> Basic \(1\)\s+~ person\.13@example\.com/);
        server.journal.clear();
        equal((await stack.up()).exitCode, 0);
        deepEqual(writesOf(server), ["POST BatchUpdateUser 1 user -> 200"]);
        equal(server.user(ACCOUNT, idOf(20))?.UserRegistrationStatus, "Suspended");

        server.journal.clear();
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(server.user(ACCOUNT, idOf(13))?.LicenseType, "Pro");
        equal(server.user(ACCOUNT, idOf(10))?.UserRegistrationStatus, "Registered");
        equal(server.user(ACCOUNT, idOf(30))?.UserRegistrationStatus, "Suspended");
      });
    } finally {
      await server.close();
    }
  });

  it("may be a Team account, whose licenses alone are declared, under names of one's own", async () => {
    const server = await startMixed();
    try {
      await withStack({ main: "index.ts", environment: server.environment }, async (stack) => {
        const name = "emea people.2";
        await takeOver(stack, TEAM, "--suspension-set", name, "--license-assignment", name);
        match((await isAsDeclared(stack, server)).output, /2 unchanged/);
        deepEqual(
          Object.entries(await stack.resources()).map(([found, { type }]) => [found, type]),
          [[name, "pulumi-nodejs:dynamic/chime:UserLicenseAssignment"]],
        );
      });
    } finally {
      await server.close();
    }
  });

  it("is taken over as the README shows", async () => {
    const server = await startChimeServer();
    try {
      await withStack({ main: "index.ts", environment: server.environment }, async (stack) => {
        const { exported, imported, taken } = await takeOver(stack, EXAMPLE_ACCOUNT_ID);
        const preview = await isAsDeclared(stack, server);
        const command = (name: string, file: string): string =>
          `$ npx pulumi-chime-users ${name} --account ${EXAMPLE_ACCOUNT_ID} --output ${file}`;
        isShownInReadme(
          "taken over",
          [
            command("export", "index.ts"),
            exported.stderr.trimEnd(),
            command("import", "resources.json"),
            imported.stderr.trimEnd(),
            `$ pulumi ${IMPORT.join(" ")}`,
            countsOf(taken.output.slice(taken.output.indexOf("Importing"))),
            "$ pulumi preview --expect-no-changes",
            countsOf(preview.output),
          ].join("\n"),
        );
      });
    } finally {
      await server.close();
    }
  });
});
