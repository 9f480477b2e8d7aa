import { USERS_PER_UPDATE } from "../../model/limits";
import { countOf } from "../../model/names";
import type { UserId } from "../../model/userKey";
import { type BatchResult, readBatchResult } from "./batchResult";
import { checkUserIds, encodeId } from "./identifiers";
import type { Operation } from "./operation";

/** One user and the license that the user is to have. */
export interface LicenseChange {
  readonly userId: UserId;
  readonly licenseType: string;
}

/** What BatchUpdateUser is asked. */
export interface BatchUpdateUserInput {
  readonly accountId: string;
  readonly items: readonly LicenseChange[];
}

/** {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_BatchUpdateUser.html} */
export const batchUpdateUser: Operation<BatchUpdateUserInput, BatchResult> = {
  name: "BatchUpdateUser",
  toRequest({ accountId, items }) {
    checkUserIds(
      items.map((item) => item.userId),
      USERS_PER_UPDATE,
    );
    const changes = items.map((item) => ({ UserId: item.userId, LicenseType: item.licenseType }));
    return {
      method: "POST",
      path: `/accounts/${encodeId(accountId, "accountId")}/users`,
      // Without "operation" the service takes the call for an update.
      query: {},
      body: JSON.stringify({ UpdateUserRequestItems: changes }),
    };
  },
  describe: ({ accountId, items }) => `${countOf(items.length, "user")} of account ${accountId}`,
  readAnswer: readBatchResult,
};
