import { USERS_PER_UNSUSPEND } from "../../model/limits";
import { countOf } from "../../model/names";
import { type BatchResult, readBatchResult } from "./batchResult";
import { checkUserIds, encodeId } from "./identifiers";
import type { Operation } from "./operation";

/** What BatchUnsuspendUser is asked. */
export interface BatchUnsuspendUserInput {
  readonly accountId: string;
  readonly userIds: readonly string[];
}

/** {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_BatchUnsuspendUser.html} */
export const batchUnsuspendUser: Operation<BatchUnsuspendUserInput, BatchResult> = {
  name: "BatchUnsuspendUser",
  toRequest({ accountId, userIds }) {
    checkUserIds(userIds, USERS_PER_UNSUSPEND);
    return {
      method: "POST",
      path: `/accounts/${encodeId(accountId, "accountId")}/users`,
      query: { operation: "unsuspend" },
      body: JSON.stringify({ UserIdList: userIds }),
    };
  },
  describe: ({ accountId, userIds }) => `${countOf(userIds.length, "user")} of account ${accountId}`,
  readAnswer: readBatchResult,
};
