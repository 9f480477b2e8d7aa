import { deepEqual, equal } from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { writeCsv } from "../../../../provider/cli/adopt/writeCsv";
import type { User } from "../../../../provider/model/user";
import { parseCsvSeed } from "../../../../provider/testing/seed/parseCsvSeed";
import { contentOf, HOSTILE } from "./content";

const named = (displayName: string, i: number): User => ({
  userId: `u${i}`,
  displayName,
  primaryEmail: `p${i + 100}@example.com`,
  licenseType: "Pro",
  registrationStatus: "Registered",
  userType: "PrivateUser",
});

/** What stands in the names' column, as any reader of CSV gets it. */
const shownNames = (text: string): string[] =>
  (parse(text, { columns: true }) as Record<string, string>[]).map((row) => row["DisplayName"] ?? "");

describe("the CSV that export writes", () => {
  it("has the API's names as columns and one user a row, by address", () => {
    const users: User[] = [
      { userId: "2", primaryEmail: "B@example.com", registrationStatus: "Unregistered", invitationStatus: "Pending" },
      { ...named("Ann, the first", 1), primaryEmail: "a@example.com" },
      { userId: "0", licenseType: "Basic" },
    ];
    equal(
      writeCsv(contentOf(users)),
      `UserId,PrimaryEmail,DisplayName,LicenseType,UserRegistrationStatus,UserInvitationStatus,UserType,AccountId,AccountType,AccountName
0,,,Basic,,,,acc,EnterpriseLWA,Example Corp
u1,a@example.com,"Ann, the first",Pro,Registered,,PrivateUser,acc,EnterpriseLWA,Example Corp
2,B@example.com,,,Unregistered,Pending,,acc,EnterpriseLWA,Example Corp
`,
    );
  });

  it("has nothing that a spreadsheet takes for a formula", () => {
    const names = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1", "'=1", "''+1", "fine", "a=b", "'quoted'"];
    const shown = shownNames(writeCsv(contentOf(names.map(named))));
    deepEqual(shown, [
      "'=1+1",
      "'+1",
      "'-1",
      "'@SUM(A1)",
      "'\t=1",
      "'\uff1d1",
      "''=1",
      "'''+1",
      "fine",
      "a=b",
      "'quoted'",
    ]);
  });

  it("guards addresses and IDs as well", () => {
    const [, row] = parse(writeCsv(contentOf([{ userId: "-1", primaryEmail: "=cmd|x@example.com" }]))) as string[][];
    deepEqual(row?.slice(0, 2), ["'-1", "'=cmd|x@example.com"]);
  });

  it("comes back from a seed as it was, but for characters that no file of text has", () => {
    const users = HOSTILE.map(named);
    const [account] = parseCsvSeed(writeCsv(contentOf(users, { accountType: "Team", name: "=Corp" })), "people.csv");
    deepEqual([account?.AccountId, account?.AccountType, account?.Name], ["acc", "Team", "=Corp"]);
    const back = new Map(account?.Users.map((user) => [user.UserId, user.DisplayName]));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
    const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
    for (const { userId, displayName = "" } of users) {
      deepEqual([displayName, back.get(userId)], [displayName, displayName.toWellFormed().replace(controls, "\ufffd")]);
    }
  });

  it("has no cell of white space alone, which a seed would refuse", () => {
    deepEqual(shownNames(writeCsv(contentOf([named(" \t ", 1)]))), [""]);
  });
});
