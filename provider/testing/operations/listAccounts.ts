import { MAX_ACCOUNT_NAME_LENGTH } from "../limits";
import { ServiceError } from "../serviceError";
import { readAddressFilter } from "./listUsers";
import type { Operation } from "./operation";
import { cutPage, readPageSize, readPosition } from "./page";

/** GET /accounts, with `name` (a prefix), `user-email` (the account that has this user), `max-results`, `next-token`. */
export const listAccounts: Operation = (call, { store }) => {
  const size = readPageSize(call.query);
  const name = call.query.get("name");
  if (name !== undefined && (name.length < 1 || name.length > MAX_ACCOUNT_NAME_LENGTH)) {
    throw new ServiceError("BadRequest", `name must have 1 to ${MAX_ACCOUNT_NAME_LENGTH} characters.`);
  }
  const address = readAddressFilter(call.query);
  const list = JSON.stringify(["accounts", name, address]);
  const after = readPosition(call.query, list);
  const accounts = [...store.accounts]
    .filter((record) => address === undefined || record.usersByAddress(address).length > 0)
    .map((record) => record.account)
    .filter((account) => account.AccountId > after && account.Name.startsWith(name ?? ""))
    .sort((one, other) => (one.AccountId < other.AccountId ? -1 : 1));
  const page = cutPage(accounts, size, list, (account) => account.AccountId);
  return {
    status: 200,
    body: { Accounts: page.entries, ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }) },
  };
};
