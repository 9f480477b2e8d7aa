import { ServiceError } from "../serviceError";
import type { AccountType, User } from "../shapes";
import type { AccountRecord, Store } from "../store";

/** The account of a request, or NotFound. */
export function findAccount(store: Store, accountId: string): AccountRecord {
  const record = store.find(accountId);
  if (record === undefined) throw new ServiceError("NotFound", `The account ${accountId} does not exist.`);
  return record;
}

/** The user of a request, or NotFound. */
export function findUser(record: AccountRecord, userId: string): User {
  const user = record.user(userId);
  if (user === undefined) {
    throw new ServiceError("NotFound", `The user ${userId} does not exist in the account ${record.account.AccountId}.`);
  }
  return user;
}

/** Refuses an operation that the account's type does not have. AWS documents the rule, but no code for it. */
export function requireAccountType(record: AccountRecord, operation: string, types: readonly AccountType[]): void {
  const type = record.account.AccountType;
  if (!types.includes(type)) {
    throw new ServiceError("BadRequest", `${operation} is not supported for ${type} accounts.`);
  }
}
