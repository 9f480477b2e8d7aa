import { type Account, typeClass } from "../model/account";
import { countOf, listNames, shorten } from "../model/names";
import { ACTIONS } from "./actions";
import { changesOf, type Plan } from "./plan";
import type { Change } from "./verdict";

/** What is judged of an account whose type does not say whether it is a Team account. */
interface Typed {
  readonly account?: Account | undefined;
  readonly plan: Plan;
  readonly teamAccount: "refuse" | "disassociate";
}

/** What the service answered. */
function sayType({ accountId, name, accountType }: Account): string {
  const account = `${accountId} (${shorten(name)})`;
  return accountType === undefined
    ? `The service does not say of what type account ${account} is (GetAccount has no AccountType)`
    : `Account ${account} is of type ${shorten(accountType)}, which this version does not know`;
}

function suspensionsIn(plan: Plan): readonly Change[] {
  return changesOf(plan).filter(({ action }) => ACTIONS[action].removesFromTeam);
}

/** Why nobody is suspended in an account that may be a Team account; undefined: nothing stands against it. */
export function refuseUnknownType({ account, plan, teamAccount }: Typed): string | undefined {
  if (!account || typeClass(account) !== "unknown" || teamAccount === "disassociate") return undefined;
  const suspended = suspensionsIn(plan);
  if (suspended.length === 0) return undefined;
  const users = `${countOf(suspended.length, "user")}: ${listNames(suspended.map(({ user }) => user))}`;
  return `${sayType(account)}. On a Team account suspending removes users, and only an invitation that they accept brings them back. It would suspend ${users}. To go on all the same, set teamAccount to "disassociate".`;
}

/**
 * What is taken for granted where something is changed in an account of a type that is not known; undefined: nothing. `team`: whether it
 * is treated as a Team account, since it was one before.
 */
export function noteUnknownType({ account, plan, teamAccount }: Typed, team: boolean): string | undefined {
  if (!account || changesOf(plan).length === 0) return undefined;
  const type = typeClass(account);
  if (type === "newEnterprise") return `${sayType(account)}: it is treated like an EnterpriseLWA account.`;
  // The service has always told a type: what does not is hardly the service, and a warning is enough.
  const isRefused = type === "unknown" && teamAccount === "refuse";
  const mayBeTeam = type === "unknown" || type === "untold";
  if (!mayBeTeam || isRefused || team || suspensionsIn(plan).length === 0) return undefined;
  return `${sayType(account)}: it is not treated as a Team account. Should it be one, whom suspending removes is not invited again on leaving the set.`;
}
