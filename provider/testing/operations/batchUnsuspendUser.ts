import { MAX_SUSPENSION_IDS } from "../limits";
import { findAccount, requireAccountType } from "./findAccount";
import type { Operation } from "./operation";
import { readUserIds } from "./readMembers";
import { runUserBatch, type UserChange } from "./runUserBatch";

/** POST /accounts/{accountId}/users?operation=unsuspend. Users who are not suspended are passed over without an error. */
export const batchUnsuspendUser: Operation = (call, context) => {
  const userIds = readUserIds(call.body, MAX_SUSPENSION_IDS);
  const record = findAccount(context.store, call.accountId);
  requireAccountType(record, call.operation, ["EnterpriseLWA"]);
  const unsuspend: UserChange = (user) => {
    if (user.UserRegistrationStatus === "Suspended") record.put({ ...user, UserRegistrationStatus: "Registered" });
    return undefined;
  };
  return runUserBatch(
    call.operation,
    record,
    [...new Set(userIds)].map((userId) => [userId, unsuspend] as const),
    context,
  );
};
