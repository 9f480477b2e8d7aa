import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Answer, Delivery } from "./answer";

/** What an answer needs besides itself. */
export interface Sending {
  readonly requestId: string;
  /** Milliseconds since the epoch, for the Date header. */
  readonly now: () => number;
  /** Ends every wait when the server closes. */
  readonly signal: AbortSignal;
}

/** Writes the answer, or spoils it as the delivery says. Resolves when the server has done its part. */
export async function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  delivery: Delivery,
  sending: Sending,
): Promise<void> {
  await pause(delivery.latencyMs, sending.signal);
  if (response.destroyed || sending.signal.aborted) return;
  switch (delivery.connection) {
    case "hang":
      return;
    case "drop":
      response.destroy();
      return;
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    default:
      await write(response, answer, delivery, sending);
  }
}

async function write(response: ServerResponse, answer: Answer, delivery: Delivery, sending: Sending): Promise<void> {
  const whole = Buffer.from(answer.body ?? "");
  const half = whole.subarray(0, Math.floor(whole.length / 2));
  const announced = delivery.connection === "malformed" ? half : whole;
  response.sendDate = false;
  response.writeHead(answer.status, {
    "x-amzn-RequestId": sending.requestId,
    ...answer.headers,
    Date: new Date(sending.now() + (delivery.dateSkewMs ?? 0)).toUTCString(),
    // A 204 has no length at all: it can't have a body.
    ...(answer.status === 204 ? {} : { "Content-Length": String(announced.length) }),
  });
  if (delivery.bodyDelayMs !== undefined) {
    response.flushHeaders();
    await pause(delivery.bodyDelayMs, sending.signal);
  }
  if (response.destroyed) return;
  if (delivery.connection === "truncate") {
    response.write(half, () => response.destroy());
    return;
  }
  response.end(answer.status === 204 ? undefined : announced);
}

async function pause(ms: number | undefined, signal: AbortSignal): Promise<void> {
  if (ms !== undefined && ms > 0) {
    // An aborted wait is a server that closes: there is nobody left to tell.
    await delay(ms, undefined, { signal }).catch(() => {});
  }
}
