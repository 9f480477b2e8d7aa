import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RunError } from "@pulumi/pulumi";
import { type Info, parse } from "csv-parse/sync";
import { type LicenseType, UserLicenseAssignment, UserSuspensionSet } from "pulumi-chime-users";

/** A contract. Days are those on which it begins, and on which it is over: ISO 8601, which the provider checks. */
interface Row {
  Email: string;
  Contract: string;
  License: LicenseType;
  Begins: string;
  /** Empty: it runs until further notice. */
  Ends: string;
}

const file = readFileSync(join(__dirname, "contractors.csv"));
const rows = parse<{ record: Row; info: Info }>(file, {
  columns: true,
  bom: true,
  trim: true,
  skip_empty_lines: true,
  info: true,
});

// Of two rows of one person the one would suspend whom the other gives a license. Addresses are compared as the account has them.
const seen = new Map<string, string>();
for (const { record, info } of rows) {
  const person = record.Email.toLowerCase();
  const here = `line ${info.lines} (contract ${record.Contract})`;
  const before = seen.get(person);
  if (before !== undefined) {
    throw new RunError(
      `contractors.csv has ${record.Email} twice: ${before} and ${here}. A person has one row: where one contract follows another, ` +
        "put Contract, License and Ends of the new one into the row of the old one.",
    );
  }
  seen.set(person, here);
}
const contracts = rows.map(({ record }) => record);

// The account that `npx pulumi-chime-users serve` comes with. Put your own account's ID here.
const accountId = "6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360";

const guards = {
  // More in one night are refused, and nobody is changed: that is a slip in the file, or somebody is to look.
  maxChanges: 5,
  // A contract may begin before IT has made the account: the report names whoever is missing, and the others do not wait.
  missingUsers: "warn",
} as const;

const suspensions = new UserSuspensionSet("contractors", {
  accountId,
  users: contracts
    .filter(({ Ends }) => Ends !== "")
    .map(({ Email, Contract, Ends }) => ({ user: Email, from: Ends, reason: `contract ${Contract}` })),
  ...guards,
});

const licenses = new UserLicenseAssignment("contractors", {
  accountId,
  licenses: Object.fromEntries(
    contracts.map(({ Email, Contract, License, Begins, Ends }) => [
      Email,
      { license: License, from: Begins, until: Ends || undefined, reason: `contract ${Contract}` },
    ]),
  ),
  // Whatever they had before: without a contract there is no license to pay for.
  onRemoval: "Basic",
  ...guards,
});

// For whoever schedules runs: before these moments nothing changes by itself.
export const nextSuspension = suspensions.nextChange;
export const nextLicense = licenses.nextChange;
