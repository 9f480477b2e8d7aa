import type { Store } from "../store";
import type { AccountSnapshot } from "./seedShapes";

/** Puts the accounts of a seed into a store. */
export function loadAccounts(store: Store, accounts: readonly AccountSnapshot[]): void {
  for (const { Users, FormerUsers, ...account } of accounts) {
    const record = store.add(account);
    for (const user of Users) record.put(user);
    for (const user of FormerUsers ?? []) record.rememberFormerUser(user);
  }
}
