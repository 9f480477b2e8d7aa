import { type ChimeServer, startChimeServer } from "../../provider/testing";
import { ACCOUNT, emailOf, idOf, range, TEAM } from "./people";

const LICENSES = ["Basic", "Pro", "Plus"] as const;
/** What would end a comment, a text or a line of code. */
const HOSTILE = "*/ `$" + '{process.exit(9)}` \u2028 \n"; throw 1 //';

/** One of 3,000: suspended, of each license, without an address, invited and not here yet, or of a license lost. */
function person(i: number) {
  const licensed = { UserId: idOf(i), LicenseType: LICENSES[i % 3] ?? "Basic" };
  if (i === 7) return { ...licensed, PrimaryEmail: emailOf(i), LicenseType: "ProTrial" as const };
  if (i % 50 === 1) return { ...licensed, DisplayName: HOSTILE };
  if (i % 50 === 2) {
    return { UserId: idOf(i), PrimaryEmail: emailOf(i), UserRegistrationStatus: "Unregistered" as const };
  }
  const standing = i % 10 === 0 ? { UserRegistrationStatus: "Suspended" as const } : {};
  return { ...licensed, ...standing, PrimaryEmail: emailOf(i) };
}

/** A server with an account of 3,000 of all sorts, in which nothing may be taken for code, and a small Team account. */
export function startMixed(): Promise<ChimeServer> {
  const users = (to: number) => range(0, to).map(person);
  const common = { Name: `Example ${HOSTILE}`, SupportedLicenses: LICENSES };
  return startChimeServer({
    accounts: [
      { ...common, AccountId: ACCOUNT, AccountType: "EnterpriseLWA", Users: users(3_000) },
      { ...common, AccountId: TEAM, AccountType: "Team", Users: users(6) },
    ],
  });
}
