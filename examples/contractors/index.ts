import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
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
const contracts = parse<Row>(file, { columns: true, bom: true, trim: true, skip_empty_lines: true });

// The account that `npx pulumi-chime-users serve` comes with. Put your own account's ID here.
const accountId = "6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360";

const suspensions = new UserSuspensionSet("contractors", {
  accountId,
  users: contracts
    .filter(({ Ends }) => Ends !== "")
    .map(({ Email, Contract, Ends }) => ({ user: Email, from: Ends, reason: `contract ${Contract}` })),
  maxChanges: 5,
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
  maxChanges: 5,
});

// For whoever schedules runs: before these moments nothing changes by itself.
export const nextSuspension = suspensions.nextChange;
export const nextLicense = licenses.nextChange;
