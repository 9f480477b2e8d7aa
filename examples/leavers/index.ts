import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Config } from "@pulumi/pulumi";
import { parse } from "csv-parse/sync";
import { UserSuspensionSet } from "pulumi-chime-users";

type Row = Record<"Email" | "Last working day", string>;

const rows = parse<Row>(readFileSync(join(__dirname, "leavers.csv")), { columns: true, bom: true, trim: true });

// Days are compared as texts, which is right in this form only.
function checkDay(day: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Error(`"${day}" is not a day in the form 2026-08-31.`);
  return day;
}

// Not the day on which this runs: a preview at night and the `pulumi up` of the next day are to mean the same people.
const asOf = checkDay(new Config().require("asOf"));
const leavers = rows.filter((row) => checkDay(row["Last working day"]) < asOf);

const set = new UserSuspensionSet("leavers", {
  // The account that `npx pulumi-chime-users serve` comes with. Put your own account's ID here.
  accountId: "6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360",
  users: leavers.map((row) => row.Email),
  maxChanges: 5,
  protectedUsers: ["sofia.nguyen@example.com", "wei.patel@example.com"],
  // HR also lists people who never had a Chime user.
  missingUsers: "warn",
});

export const missingUsers = set.missingUsers;
