import type { IncomingMessage } from "node:http";
import type { ConnectionFault } from "../faults/fault";
import type { JournalEntry } from "../journal";
import type { JsonObject } from "../operations/operation";
import type { Answer } from "./answer";
import { namedUsers } from "./namedUsers";
import type { Work } from "./work";

const SPOILT = {
  drop: "dropped",
  reset: "reset",
  hang: "hung",
  truncate: "truncated",
  malformed: "malformed",
} as const satisfies Record<ConnectionFault, JournalEntry["spoilt"]>;

/** The journal's entry for a request whose answer stands. */
export function journalEntry(
  request: IncomingMessage,
  arrival: Pick<JournalEntry, "atMs" | "concurrency" | "requestId">,
  work: Work,
  answer: Answer,
): JournalEntry {
  const { call, fault } = work;
  const connection = fault?.connection;
  const isSilent = connection === "drop" || connection === "reset" || connection === "hang";
  const userAgent = request.headers["user-agent"];
  return {
    ...arrival,
    method: request.method ?? "",
    path: request.url ?? "",
    operation: call?.operation ?? "Unknown",
    ...(call?.accountId && { accountId: call.accountId }),
    users: call === undefined ? [] : namedUsers(call),
    ...(!isSilent && { status: answer.status }),
    ...(work.error !== undefined && { error: work.error }),
    ...(work.cause !== undefined && { cause: work.cause }),
    ...(connection !== undefined && { spoilt: SPOILT[connection] }),
    applied: work.result !== undefined,
    failedUsers: failedUsers(work.result?.body),
    ...(work.signingRegion !== undefined && { signingRegion: work.signingRegion }),
    ...(userAgent !== undefined && { userAgent }),
  };
}

function failedUsers(body: JsonObject | undefined): string[] {
  const errors = body?.["UserErrors"];
  return Array.isArray(errors) ? errors.map((error: { readonly UserId: string }) => error.UserId) : [];
}
