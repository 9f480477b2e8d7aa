import { findAccount } from "./findAccount";
import type { Operation } from "./operation";

/** GET /accounts/{accountId} */
export const getAccount: Operation = (call, { store }) => ({
  status: 200,
  body: { Account: findAccount(store, call.accountId).account },
});
