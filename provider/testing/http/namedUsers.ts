import { type OperationCall, USER_LISTS } from "../operations/operation";

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The user of an item: an ID or an address, alone or as a member beside what the user is to get. */
function nameIn(item: unknown): string[] {
  const name = typeof item === "object" && item !== null && "UserId" in item ? item.UserId : item;
  return typeof name === "string" ? [name] : [];
}

/** The user IDs and addresses that a request names, whether or not its body is right. */
export function namedUsers({ operation, userId, query, body }: OperationCall): string[] {
  const list = USER_LISTS[operation];
  if (list !== undefined) return listOf(body[list]).flatMap(nameIn);
  return userId === "" ? nameIn(query.get("user-email")) : [userId];
}
