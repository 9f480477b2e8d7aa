import type { AccountContent } from "../../../../provider/lifecycle/inventory/takeInventory";
import type { Account } from "../../../../provider/model/account";
import type { User } from "../../../../provider/model/user";

/** Names that somebody chose who knows how programs, terminals and spreadsheets read text. */
export const HOSTILE: readonly string[] = [
  "\"quoted\" and 'single'",
  "`back` $" + "{process.exit(9)} \\",
  "*/ throw 1 /*",
  "line\nfeed\r\u2028and\u2029others",
  "\u001b[2J\u009b31m\u0007\u0000bell",
  "\u202etxet denrut\u2066",
  "__proto__",
  "constructor",
  "then",
  "<!-- <script> -->",
  "\ud800 half",
  "=HYPERLINK(1)",
  "'=1+1",
  "+1 555",
  "-x",
  "@here",
  "  edges  ",
  ',;"\t',
];

/** An account as read, with the users given. */
export function contentOf(users: readonly User[], account: Partial<Account> = {}): AccountContent {
  return {
    account: {
      accountId: "acc",
      name: "Example Corp",
      accountType: "EnterpriseLWA",
      supportedLicenses: ["Basic", "Pro"],
      ...account,
    },
    users,
  };
}
