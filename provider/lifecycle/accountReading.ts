import { type Account, isTeamAccount, typeClass } from "../model/account";

/** The account is there. */
export interface FoundAccount {
  readonly type: "found";
  readonly account: Account;
  /** How many users it has, where all were read. */
  readonly users: number | undefined;
}

/** The service says that there is no such account. */
export interface AbsentAccount {
  readonly type: "absent";
  /** Where it was asked for, where that is not the service's own endpoint. */
  readonly at?: string | undefined;
}

/** Says that there is no such account, and where. */
export function describeAbsent(accountId: string, { at }: AbsentAccount): string {
  // A space at its beginning or end is seen in quotes alone.
  const account = accountId === accountId.trim() ? accountId : JSON.stringify(accountId);
  return `Account ${account} does not exist${at === undefined ? "" : ` at ${at}`}, or these credentials can't see it.`;
}

/** The account was asked for, and there was no answer to go by. */
export interface UnreachableAccount {
  readonly type: "unreachable";
  readonly because: unknown;
}

/** What is known of an account that was answered for. */
export type AccountAnswer = FoundAccount | AbsentAccount;

/** What is known of an account. */
export type AccountReading = { readonly type: "unasked" } | AccountAnswer | UnreachableAccount;

/** Whether it is a Team account; where the account is not known, or its type does not tell, as it was before. */
export function isTeam(reading: AccountReading, before: boolean): boolean {
  if (reading.type !== "found" || ["unknown", "untold"].includes(typeClass(reading.account))) return before;
  return isTeamAccount(reading.account);
}

/** How many users the account has; where not all were read, how many it had before. */
export function countUsers(reading: AccountReading, before: number | undefined): number | undefined {
  return (reading.type === "found" ? reading.users : undefined) ?? before;
}
