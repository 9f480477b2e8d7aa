import type { User } from "../../model/user";
import { requireObject } from "../wire/answer";
import { encodeId } from "./identifiers";
import type { Operation } from "./operation";
import { readUser } from "./readUser";

/** What GetUser is asked. */
export interface GetUserInput {
  readonly accountId: string;
  readonly userId: string;
}

/** {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_GetUser.html} */
export const getUser: Operation<GetUserInput, User> = {
  name: "GetUser",
  toRequest: ({ accountId, userId }) => ({
    method: "GET",
    path: `/accounts/${encodeId(accountId, "accountId")}/users/${encodeId(userId, "userId")}`,
    query: {},
  }),
  describe: ({ accountId, userId }) => `user ${userId} of account ${accountId}`,
  readAnswer: (body) => readUser(requireObject(body, "User")),
};
