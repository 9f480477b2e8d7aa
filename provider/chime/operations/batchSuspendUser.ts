import { USERS_PER_SUSPEND } from "../../model/limits";
import { countOf } from "../../model/names";
import { type BatchResult, readBatchResult } from "./batchResult";
import { checkUserIds, encodeId } from "./identifiers";
import type { Operation } from "./operation";

/** What BatchSuspendUser is asked. */
export interface BatchSuspendUserInput {
  readonly accountId: string;
  readonly userIds: readonly string[];
}

/** {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_BatchSuspendUser.html} */
export const batchSuspendUser: Operation<BatchSuspendUserInput, BatchResult> = {
  name: "BatchSuspendUser",
  toRequest({ accountId, userIds }) {
    checkUserIds(userIds, USERS_PER_SUSPEND);
    return {
      method: "POST",
      path: `/accounts/${encodeId(accountId, "accountId")}/users`,
      query: { operation: "suspend" },
      body: JSON.stringify({ UserIdList: userIds }),
    };
  },
  describe: ({ accountId, userIds }) => `${countOf(userIds.length, "user")} of account ${accountId}`,
  readAnswer: readBatchResult,
};
