import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { faultDelivery } from "../faults/applyFault";
import { ServiceError } from "../serviceError";
import { answerControl, isControl } from "./answerControl";
import { answerRequest } from "./answerRequest";
import { journalEntry } from "./journalEntry";
import { readRequestBody } from "./readRequestBody";
import { sendAnswer } from "./sendAnswer";
import type { Service, Work } from "./work";

/** A listener for node:http that answers every request and never rejects. */
export function createRequestHandler(
  service: Service,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let concurrency = 0;
  return async (request, response) => {
    concurrency += 1;
    response.once("close", () => {
      concurrency -= 1;
    });
    const arrival = { atMs: service.now() - service.startedAtMs, concurrency, requestId: randomUUID() };
    const body = await readRequestBody(request).catch((error: unknown) => error);
    if (!(Buffer.isBuffer(body) || body instanceof ServiceError)) {
      return; // the client went away before it had said everything
    }
    const sending = { requestId: arrival.requestId, now: service.now, signal: service.signal };
    if (service.controlled && isControl(request)) {
      const answer = answerControl(request, body, service.controlled);
      await sendAnswer(response, answer, {}, sending).catch(() => response.destroy());
      return;
    }
    const work: Work = {};
    const answer = answerRequest(request, body, service, work);
    service.record(journalEntry(request, arrival, work, answer));
    const delivery = faultDelivery(work.fault, service.latencyMs);
    await sendAnswer(response, answer, delivery, sending).catch(() => response.destroy());
  };
}
