import { stringify } from "csv-stringify/sync";
import type { AccountContent } from "../../lifecycle/inventory/takeInventory";
import type { User } from "../../model/user";

/** Columns are named as the members of the API's User and Account, and as `serve --seed` reads them. */
const USER_COLUMNS: Readonly<Record<string, keyof User>> = {
  UserId: "userId",
  PrimaryEmail: "primaryEmail",
  DisplayName: "displayName",
  LicenseType: "licenseType",
  UserRegistrationStatus: "registrationStatus",
  UserInvitationStatus: "invitationStatus",
  UserType: "userType",
};

/** What a spreadsheet may take for a formula, full-width forms included, or for a mark that the next character is text. */
const FORMULA = /^'*[=+\-@\t\uff0b\uff0d\uff1d\uff20]/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * A cell. What would be a formula in a spreadsheet has a `'` before it, as in a spreadsheet itself; the reader of seeds
 * takes it off again. Control characters, which a CSV can't escape, become U+FFFD.
 */
function writeCell(text: string): string {
  if (text.trim() === "") return "";
  const shown = text.replace(CONTROL, "\ufffd");
  return FORMULA.test(shown) ? `'${shown}` : shown;
}

/** An account's users as CSV, one a row, sorted by address and ID. */
export function writeCsv({ account, users }: AccountContent): string {
  const sortKey = ({ primaryEmail = "", userId }: User): string => `${primaryEmail.toLowerCase()}\n${userId}`;
  const rows = users
    .map((user) => ({ user, key: sortKey(user) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ user }) => [
      ...Object.values(USER_COLUMNS).map((member) => user[member]),
      account.accountId,
      account.accountType,
      account.name,
    ]);
  const header = [...Object.keys(USER_COLUMNS), "AccountId", "AccountType", "AccountName"];
  const cells = rows.map((row) => row.map((cell) => writeCell(cell ?? "")));
  // White space at an edge is kept by quotes alone.
  return stringify([header, ...cells], { quoted_match: [/^\s|\s$/, /\n/] });
}
