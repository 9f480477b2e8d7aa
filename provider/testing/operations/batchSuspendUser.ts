import { MAX_SUSPENSION_IDS } from "../limits";
import { findAccount, requireAccountType } from "./findAccount";
import type { Operation } from "./operation";
import { readUserIds } from "./readMembers";
import { runUserBatch, type UserChange } from "./runUserBatch";

/** POST /accounts/{accountId}/users?operation=suspend. On a Team account it removes the users from the account. */
export const batchSuspendUser: Operation = (call, context) => {
  const userIds = readUserIds(call.body, MAX_SUSPENSION_IDS);
  const record = findAccount(context.store, call.accountId);
  requireAccountType(record, call.operation, ["Team", "EnterpriseLWA"]);
  const suspend: UserChange = (user) => {
    if (record.account.AccountType === "Team") record.disassociate(user);
    else record.put({ ...user, UserRegistrationStatus: "Suspended" });
    return undefined;
  };
  return runUserBatch(
    call.operation,
    record,
    [...new Set(userIds)].map((userId) => [userId, suspend] as const),
    context,
  );
};
