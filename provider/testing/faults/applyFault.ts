import { type Answer, type Delivery, jsonAnswer } from "../http/answer";
import { errorAnswer, errorNameFor } from "../http/errorAnswer";
import type { Fault } from "./fault";

/** Whether the operation is carried out before its answer is replaced or lost. */
export function isApplied(fault: Fault): boolean {
  const isLost = fault.connection === "drop" || fault.connection === "reset" || fault.connection === "hang";
  return fault.applied ?? !(isLost || (fault.status ?? 0) >= 400);
}

/** The answer that a fault asks for; `own` is the operation's, where it was carried out. */
export function faultAnswer(fault: Fault, own: Answer | undefined): Answer {
  const answer = baseAnswer(fault, own);
  const body = fault.body ?? answer.body;
  return {
    status: answer.status,
    headers: {
      ...answer.headers,
      ...(fault.retryAfter !== undefined && { "Retry-After": String(fault.retryAfter) }),
      ...(fault.retryAfterMs !== undefined && { "x-amz-retry-after": String(fault.retryAfterMs) }),
      ...fault.headers,
    },
    ...(body !== undefined && { body }),
  };
}

function baseAnswer(fault: Fault, own: Answer | undefined): Answer {
  const { status } = fault;
  if (status === undefined || status < 400) {
    return { ...(own ?? jsonAnswer(200, {})), ...(status !== undefined && { status }) };
  }
  const name = fault.name ?? errorNameFor(status);
  return errorAnswer({ status, name, message: fault.message ?? "Scripted fault" }, fault.form ?? "standard");
}

/** How an answer gets to the client under this fault, on a server with a latency of its own. */
export function faultDelivery(fault: Fault | undefined, latencyMs: number): Delivery {
  return {
    latencyMs: latencyMs + (fault?.latencyMs ?? 0),
    ...(fault?.connection !== undefined && { connection: fault.connection }),
    ...(fault?.bodyDelayMs !== undefined && { bodyDelayMs: fault.bodyDelayMs }),
    ...(fault?.dateSkewMs !== undefined && { dateSkewMs: fault.dateSkewMs }),
  };
}
