import { ServiceError } from "../serviceError";
import { findAccount, findUser, requireAccountType } from "./findAccount";
import { licenseRefusal } from "./licenseRefusal";
import type { Operation } from "./operation";
import { readLicense, readUserType } from "./readMembers";

/** POST /accounts/{accountId}/users/{userId}. Of its members only LicenseType has an effect. */
export const updateUser: Operation = (call, { store }) => {
  const license = readLicense(call.body);
  readUserType(call.body);
  const record = findAccount(store, call.accountId);
  const user = findUser(record, call.userId);
  if (license === undefined) return { status: 200, body: { User: user } };
  requireAccountType(record, call.operation, ["Team", "EnterpriseLWA"]);
  const refusal = licenseRefusal(record.account, license);
  if (refusal !== undefined) throw new ServiceError("BadRequest", `${refusal}.`);
  const changed = { ...user, LicenseType: license };
  record.put(changed);
  return { status: 200, body: { User: changed } };
};
