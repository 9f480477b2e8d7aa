import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ChimeServer, EXAMPLE_ACCOUNT_ID } from "../../../provider/testing";
import { suspended, withExample, writes } from "../../support/example";

function licenseOf(server: ChimeServer, name: string): string | undefined {
  return server.account(EXAMPLE_ACCOUNT_ID).Users.find(({ PrimaryEmail }) => PrimaryEmail === `${name}@example.com`)
    ?.LicenseType;
}

describe("examples/contractors", function () {
  this.timeout(300_000);

  it("gives licenses while contracts run and suspends when they are over, and says what is due", async () => {
    await withExample("contractors", async (stack, server) => {
      const found = suspended(server);
      await stack.config("chime:asOf", "2026-09-07");
      const first = await stack.up("--preview");
      equal(first.exitCode, 0);
      match(first.output, /suspend \(2\)\n +[-+~] amara.okafor@example.com \(from \S+: contract C-2031\)/);
      match(
        first.output,
        /within 14 days 1 entry begins\n +2026-09-10: suspension begins for malik.choi@example.com \(contract C-2050\)/,
      );
      match(
        first.output,
        /within 14 days 2 entries begin, 1 entry ends\n +2026-09-08: license Pro begins for bram.hansen/,
      );
      deepEqual(suspended(server), [...found, "amara.okafor@example.com", "jamal.morales@example.com"].sort());
      deepEqual([licenseOf(server, "malik.choi"), licenseOf(server, "bram.hansen")], ["Pro", "Basic"]);
      match(first.output, /nextLicense +: "2026-09-08T00:00:00.000Z"/);

      await stack.config("chime:asOf", "2026-09-15T06:00:00Z");
      writes(server);
      const second = await stack.up("--preview");
      equal(second.exitCode, 0);
      match(
        second.output,
        /license Pro -> Basic, until 2026-09-10 has passed \(1\)\n +[-+~] malik.choi@example.com \(contract C-2050\)/,
      );
      match(second.output, /suspend \(1\)\n +[-+~] malik.choi@example.com \(from 2026-09-10: contract C-2050\)/);
      deepEqual(
        ["malik.choi", "bram.hansen", "hassan.kowalski"].map((name) => licenseOf(server, name)),
        ["Basic", "Pro", "Pro"],
      );
      deepEqual(writes(server), ["POST BatchSuspendUser 1 user -> 200", "POST BatchUpdateUser 3 users -> 200"]);

      await stack.config("chime:asOf", "2026-09-30");
      equal((await stack.preview("--expect-no-changes")).exitCode, 0);

      const file = join(stack.project, "contractors.csv");
      writeFileSync(file, readFileSync(file, "utf8").replace("2026-09-10", "2026-12-10"));
      const prolonged = await stack.up("--preview");
      equal(prolonged.exitCode, 0);
      match(
        prolonged.output,
        /unsuspend, listed only from 2026-12-10 on \(1\)\n +[-+~] malik.choi@example.com \(contract C-2050\)/,
      );
      doesNotMatch(prolonged.output, /has passed/);
      equal(licenseOf(server, "malik.choi"), "Pro");

      writeFileSync(file, readFileSync(file, "utf8").replace("2026-12-10", "10.12.2026"));
      const wrong = await stack.preview();
      equal(wrong.exitCode === 0, false);
      match(
        wrong.output,
        /"malik.choi@example.com"[\])] (?:from|until): expected a day such as .*"10.12.2026" is neither/,
      );
    });
  });

  it("refuses two rows of one person, and names both", async () => {
    await withExample("contractors", async (stack, server) => {
      appendFileSync(join(stack.project, "contractors.csv"), "\nAmara.Okafor@example.com,C-2077,Pro,2026-09-01,\n");
      const refused = await stack.preview();
      equal(refused.exitCode === 0, false);
      const sentence =
        "contractors.csv has Amara.Okafor@example.com twice: line 2 (contract C-2031) and line 8 (contract C-2077). " +
        "A person has one row: where one contract follows another, put Contract, License and Ends of the new one into the row of the old one.";
      ok(refused.output.includes(sentence), refused.output);
      deepEqual(server.journal.lines(), []);
    });
  });

  it("names somebody who has no account yet, and does what is due for the others", async () => {
    await withExample("contractors", async (stack, server) => {
      appendFileSync(
        join(stack.project, "contractors.csv"),
        "new.comer@example.com,C-2078,Pro,2026-09-01,2027-09-01\n",
      );
      await stack.config("chime:asOf", "2026-09-07");
      const run = await stack.up();
      equal(run.exitCode, 0);
      match(
        run.output,
        /warning: UserLicenseAssignment "contractors": 1 listed user not in the account: new.comer@example.com/,
      );
      equal(licenseOf(server, "malik.choi"), "Pro");
    });
  });
});
