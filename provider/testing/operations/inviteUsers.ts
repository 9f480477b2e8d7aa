import { idFrom } from "../ids";
import { MAX_INVITE_ADDRESSES } from "../limits";
import { userIdFor } from "../seed/completeSeed";
import type { Invite, User, UserType } from "../shapes";
import type { AccountRecord } from "../store";
import { findAccount, requireAccountType } from "./findAccount";
import type { Operation, OperationCall, OperationContext } from "./operation";
import { readAddress, readList, readUserType } from "./readMembers";

/**
 * POST /accounts/{accountId}/users?operation=add. Invites people to a Team account; until they accept, their user is
 * pending and shows the address and the times only. Someone who was in the account before keeps the user ID.
 */
export const inviteUsers: Operation = (call, context) => {
  const addresses = readList(call.body, "UserEmailList", MAX_INVITE_ADDRESSES).map(readAddress);
  const userType = readUserType(call.body) ?? "PrivateUser";
  const record = findAccount(context.store, call.accountId);
  requireAccountType(record, call.operation, ["Team"]);
  const invites = new Map<string, Invite>();
  for (const address of addresses) {
    if (!invites.has(address.toLowerCase())) {
      invites.set(address.toLowerCase(), invite(address, userType, { call, context, record }));
    }
  }
  return { status: 201, body: { Invites: [...invites.values()] } };
};

interface Invitation {
  readonly call: OperationCall;
  readonly context: OperationContext;
  readonly record: AccountRecord;
}

function invite(address: string, userType: UserType, { call, context, record }: Invitation): Invite {
  const now = context.timestamp();
  const inviteId = idFrom(`invite/${call.accountId}/${address.toLowerCase()}/${now}`);
  const fault = context.takeUserFault(call.operation, address);
  const known = record.usersByAddress(address);
  const present = known.find(isMember) ?? known[0];
  const isThere = present !== undefined && isMember(present);
  if (!isThere && (fault === undefined || fault.applied)) {
    record.put({
      UserId: (present ?? record.formerUser(address))?.UserId ?? userIdFor(call.accountId, address),
      AccountId: call.accountId,
      PrimaryEmail: present?.PrimaryEmail ?? address,
      UserType: userType,
      UserRegistrationStatus: "Unregistered",
      UserInvitationStatus: "Pending",
      InvitedOn: now,
    });
  }
  if (fault !== undefined) {
    return { InviteId: inviteId, Status: "Failed", EmailAddress: address, EmailStatus: "Failed" };
  }
  return isThere
    ? { InviteId: inviteId, Status: "Accepted", EmailAddress: address, EmailStatus: "NotSent" }
    : { InviteId: inviteId, Status: "Pending", EmailAddress: address, EmailStatus: "Sent" };
}

function isMember(user: User): boolean {
  return user.UserRegistrationStatus !== "Unregistered";
}
