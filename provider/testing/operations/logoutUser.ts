import { findAccount, findUser } from "./findAccount";
import type { Operation } from "./operation";

/** POST /accounts/{accountId}/users/{userId}?operation=logout. There are no sessions here, so only the answer shows. */
export const logoutUser: Operation = (call, { store }) => {
  findUser(findAccount(store, call.accountId), call.userId);
  return { status: 204 };
};
