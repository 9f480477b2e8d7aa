import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ChimeServer, EXAMPLE_ACCOUNT_ID } from "../../../provider/testing";
import { withExample, writes } from "../../support/example";
import type { Stack } from "../../support/stack";

interface Table {
  departments: Record<string, string>;
  people: Record<string, string>;
  exceptions: Record<string, string>;
}

async function change(stack: Stack, how: (table: Table) => void): Promise<void> {
  const file = join(stack.project, "departments.json");
  const table: Table = JSON.parse(await readFile(file, "utf8"));
  how(table);
  await writeFile(file, JSON.stringify(table));
}

/** Whose license is another one than before, and which. */
function changed(server: ChimeServer, before: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...licenses(server)].filter(([name, license]) => before.get(name) !== license));
}

function licenses(server: ChimeServer): Map<string, string> {
  const users = server.account(EXAMPLE_ACCOUNT_ID).Users;
  return new Map(users.map((user) => [(user.PrimaryEmail ?? "").replace("@example.com", ""), user.LicenseType ?? ""]));
}

describe("examples/departments", () => {
  it("gives each department its license and exceptions theirs, and who leaves gets Basic", async () => {
    await withExample("departments", async (stack, server) => {
      const before = licenses(server);
      const up = await stack.up("--preview");
      equal(up.exitCode, 0);
      match(
        up.output,
        /license Basic -> Pro \(3\)\s+~ bram.hansen@example.com\s+~ hassan.kowalski@example.com\s+~ malik.choi/,
      );
      match(up.output, /license Pro -> Basic \(2\)\s+~ chloe.jensen@example.com\s+~ isabel.schneider@example.com/);
      const declared = {
        "bram.hansen": "Pro",
        "hassan.kowalski": "Pro",
        "malik.choi": "Pro",
        "chloe.jensen": "Basic",
        "isabel.schneider": "Basic",
      };
      deepEqual(changed(server, before), declared);
      deepEqual(writes(server), ["POST BatchUpdateUser 5 users -> 200"]);
      equal((await stack.up()).exitCode, 0);
      deepEqual(writes(server), []);

      await change(stack, ({ people }) => {
        delete people["bram.hansen@example.com"];
        people["malik.choi@example.com"] = "Warehouse";
      });
      equal((await stack.up()).exitCode, 0);
      deepEqual(changed(server, before), {
        "hassan.kowalski": "Pro",
        "chloe.jensen": "Basic",
        "isabel.schneider": "Basic",
      });

      equal((await stack.destroy()).exitCode, 0);
      // Also those that had their department's license before.
      const everybody = ["amara.okafor", "ximena.kamau", "chloe.jensen", "isabel.schneider"];
      deepEqual(changed(server, before), Object.fromEntries(everybody.map((name) => [name, "Basic"])));
    });
  });

  it("fails for a department that is not in the table, and takes nobody's license", async () => {
    await withExample("departments", async (stack, server) => {
      await change(stack, ({ people }) => {
        people["amara.okafor@example.com"] = "Seles";
      });
      const preview = await stack.preview();
      notEqual(preview.exitCode, 0);
      match(preview.output, /amara.okafor@example.com: there is no department "Seles"/);
      deepEqual(writes(server), []);
    });
  });
});
