import { InputError } from "../../errors/inputError";
import { USERS_PER_PAGE } from "../../model/limits";
import type { User } from "../../model/user";
import { readObjects, readText } from "../wire/answer";
import { encodeId } from "./identifiers";
import type { Operation } from "./operation";
import { readUser } from "./readUser";

/** What ListUsers is asked. */
export interface ListUsersInput {
  readonly accountId: string;
  /** Only the user with this primary address. */
  readonly userEmail?: string;
  /** What the page before ended with. */
  readonly nextToken?: string;
}

/** One page. */
export interface UsersPage {
  readonly users: readonly User[];
  /** Absent on the last page. */
  readonly nextToken?: string;
}

/** {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_ListUsers.html} */
export const listUsers: Operation<ListUsersInput, UsersPage> = {
  name: "ListUsers",
  toRequest({ accountId, userEmail, nextToken }) {
    if (userEmail !== undefined && userEmail.trim() === "") throw new InputError("email", "must not be blank.");
    return {
      method: "GET",
      path: `/accounts/${encodeId(accountId, "accountId")}/users`,
      query: {
        "max-results": String(USERS_PER_PAGE),
        ...(userEmail === undefined ? {} : { "user-email": userEmail }),
        ...(nextToken === undefined ? {} : { "next-token": nextToken }),
      },
    };
  },
  describe: ({ accountId, userEmail }) =>
    userEmail === undefined ? `account ${accountId}` : `${userEmail} in account ${accountId}`,
  readAnswer(body) {
    const users = readObjects(body, "Users").map(readUser);
    const nextToken = readText(body, "NextToken");
    return nextToken ? { users, nextToken } : { users };
  },
};
