import { findAccount, findUser } from "./findAccount";
import type { Operation } from "./operation";

/** GET /accounts/{accountId}/users/{userId} */
export const getUser: Operation = (call, { store }) => ({
  status: 200,
  body: { User: findUser(findAccount(store, call.accountId), call.userId) },
});
