import type { CallOptions } from "../chime/callOptions";
import type { ChimeClient } from "../chime/client";
import { isNotFound } from "../errors/isNotFound";
import type { User } from "../model/user";
import { isEmailAddress, type UserKey } from "../model/userKey";

/** Looks for one user: nobody by an ID that the account does not have, and whoever has an address. */
export async function findUsers(
  client: ChimeClient,
  accountId: string,
  key: UserKey,
  options: CallOptions,
): Promise<readonly User[]> {
  if (isEmailAddress(key)) return client.findUsersByEmail(accountId, key, options);
  try {
    return [await client.getUser(accountId, key, options)];
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}
