import { batchSuspendUser } from "./batchSuspendUser";
import { batchUnsuspendUser } from "./batchUnsuspendUser";
import { batchUpdateUser } from "./batchUpdateUser";
import { getAccount } from "./getAccount";
import { getUser } from "./getUser";
import { inviteUsers } from "./inviteUsers";
import { listAccounts } from "./listAccounts";
import { listUsers } from "./listUsers";
import { logoutUser } from "./logoutUser";
import type { Operation, OperationName } from "./operation";
import { updateUser } from "./updateUser";

/** Every operation by its name in the API. */
export const OPERATION_TABLE: Readonly<Record<OperationName, Operation>> = {
  GetAccount: getAccount,
  ListAccounts: listAccounts,
  ListUsers: listUsers,
  GetUser: getUser,
  UpdateUser: updateUser,
  LogoutUser: logoutUser,
  InviteUsers: inviteUsers,
  BatchSuspendUser: batchSuspendUser,
  BatchUnsuspendUser: batchUnsuspendUser,
  BatchUpdateUser: batchUpdateUser,
};
