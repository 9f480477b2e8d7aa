import { ServiceError } from "../serviceError";
import { USER_TYPES, type User } from "../shapes";
import type { AccountRecord } from "../store";
import { findAccount } from "./findAccount";
import type { Operation } from "./operation";
import { cutPage, readPageSize, readPosition } from "./page";
import { isAddress } from "./readMembers";

/** GET /accounts/{accountId}/users, with `user-email` (one exact address), `user-type`, `max-results`, `next-token`. */
export const listUsers: Operation = (call, { store }) => {
  const size = readPageSize(call.query);
  const userType = call.query.get("user-type");
  if (userType !== undefined && !USER_TYPES.some((known) => known === userType)) {
    throw new ServiceError("BadRequest", `user-type must be one of ${USER_TYPES.join(", ")}.`);
  }
  const address = readAddressFilter(call.query);
  const list = JSON.stringify(["users", call.accountId, address, userType]);
  const after = readPosition(call.query, list);
  const record = findAccount(store, call.accountId);
  const page = cutPage(matchingUsers(record, after, address, userType), size, list, (user) => user.UserId);
  return {
    status: 200,
    body: { Users: page.entries, ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }) },
  };
};

/** The `user-email` filter of a list, in lower case. */
export function readAddressFilter(query: ReadonlyMap<string, string>): string | undefined {
  const address = query.get("user-email");
  if (address !== undefined && !isAddress(address)) {
    throw new ServiceError("BadRequest", "user-email must be an e-mail address.");
  }
  return address?.toLowerCase();
}

function* matchingUsers(
  record: AccountRecord,
  after: string,
  address: string | undefined,
  userType: string | undefined,
): Generator<User, void, undefined> {
  const users =
    address === undefined
      ? record.usersAfter(after)
      : record.usersByAddress(address).filter(({ UserId }) => UserId > after);
  for (const user of users) {
    if (userType === undefined || user.UserType === userType) yield user;
  }
}
