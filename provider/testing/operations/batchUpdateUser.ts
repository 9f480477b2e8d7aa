import { MAX_UPDATE_ITEMS } from "../limits";
import { ServiceError } from "../serviceError";
import type { License } from "../shapes";
import { findAccount, requireAccountType } from "./findAccount";
import { licenseRefusal } from "./licenseRefusal";
import type { JsonObject, Operation } from "./operation";
import { readLicense, readList, readUserId, readUserType } from "./readMembers";
import { runUserBatch, type UserChange } from "./runUserBatch";

interface UpdateItem {
  readonly userId: string;
  readonly license: License | undefined;
}

/** POST /accounts/{accountId}/users without an operation. Of the members of an item only LicenseType has an effect. */
export const batchUpdateUser: Operation = (call, context) => {
  const items = readList(call.body, "UpdateUserRequestItems", MAX_UPDATE_ITEMS).map(readItem);
  const record = findAccount(context.store, call.accountId);
  requireAccountType(record, call.operation, ["Team", "EnterpriseLWA"]);
  const changeTo =
    (license: License | undefined): UserChange =>
    (user) => {
      if (license === undefined) return undefined;
      const refusal = licenseRefusal(record.account, license);
      if (refusal !== undefined) return { ErrorCode: "Unprocessable", ErrorMessage: refusal };
      record.put({ ...user, LicenseType: license });
      return undefined;
    };
  return runUserBatch(
    call.operation,
    record,
    items.map((item) => [item.userId, changeTo(item.license)] as const),
    context,
  );
};

function readItem(value: unknown): UpdateItem {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ServiceError("BadRequest", "UpdateUserRequestItems must hold objects.");
  }
  const item = value as JsonObject;
  readUserType(item);
  return { userId: readUserId(item["UserId"], "UpdateUserRequestItems"), license: readLicense(item) };
}
