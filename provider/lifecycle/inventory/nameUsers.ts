import type { User } from "../../model/user";
import { isEmailAddress, toUserKey, type UserKey } from "../../model/userKey";
import { whyNotUser } from "../arguments/schemas";

/** Whether a program that says `text` means exactly that. The compiler takes "constructor" as a key for something else. */
function canSay(text: string): boolean {
  return whyNotUser(text) === undefined && text.trim() === text && !(text in {});
}

/**
 * Names users as a program does: by primary address, in lower case, where nobody else of the account has it, else by
 * user ID. A user whom neither can name is not in the result.
 */
export function nameUsers(users: readonly User[]): Map<User, UserKey> {
  const owners = Map.groupBy(users, ({ primaryEmail }) => primaryEmail?.toLowerCase());
  const named = users.flatMap((user): [User, UserKey][] => {
    const { primaryEmail = "", userId } = user;
    const isOwn = owners.get(primaryEmail.toLowerCase())?.length === 1;
    if (isOwn && isEmailAddress(primaryEmail) && canSay(primaryEmail)) return [[user, toUserKey(primaryEmail)]];
    // With an @ in it the ID would be looked for among the addresses.
    return !isEmailAddress(userId) && canSay(userId) ? [[user, userId]] : [];
  });
  return new Map(named);
}
