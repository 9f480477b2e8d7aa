import type { OperationCall } from "../operations/operation";

/** The user IDs and addresses that a request names, whether or not its body is right. */
export function namedUsers({ operation, userId, query, body }: OperationCall): string[] {
  switch (operation) {
    case "GetUser":
    case "UpdateUser":
    case "LogoutUser":
      return [userId];
    case "BatchSuspendUser":
    case "BatchUnsuspendUser":
      return textsOf(body["UserIdList"]);
    case "BatchUpdateUser":
      return listOf(body["UpdateUserRequestItems"]).flatMap((item) =>
        typeof item === "object" && item !== null && "UserId" in item ? textsOf([item.UserId]) : [],
      );
    case "InviteUsers":
      return textsOf(body["UserEmailList"]);
    case "ListUsers":
    case "ListAccounts":
      return textsOf([query.get("user-email")]);
    case "GetAccount":
      return [];
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textsOf(value: unknown): string[] {
  return listOf(value).filter((entry) => typeof entry === "string");
}
