import type { UserError } from "../../model/user";
import { pickTexts, readObjects } from "../wire/answer";
import type { AnswerContext, JsonObject } from "./operation";

/** What a batch call that the service took came to. Users who are not in `userErrors` are done. */
export interface BatchResult {
  /** As the service gave them: members may be absent, and a user may be one that was not sent. */
  readonly userErrors: readonly UserError[];
  readonly requestId?: string;
}

const MEMBERS = { userId: "UserId", errorCode: "ErrorCode", errorMessage: "ErrorMessage" };

function readUserError(error: JsonObject, redact: AnswerContext["redact"]): UserError {
  const { errorCode, errorMessage, ...rest } = pickTexts(error, MEMBERS);
  return {
    ...rest,
    ...(errorCode === undefined ? {} : { errorCode: redact(errorCode) }),
    ...(errorMessage === undefined ? {} : { errorMessage: redact(errorMessage) }),
  };
}

/** Reads the answer that the three batch operations have in common. */
export function readBatchResult(body: JsonObject, { requestId, redact }: AnswerContext): BatchResult {
  const userErrors = readObjects(body, "UserErrors").map((error) => readUserError(error, redact));
  return requestId === undefined ? { userErrors } : { userErrors, requestId };
}
