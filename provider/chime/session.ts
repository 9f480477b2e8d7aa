import { randomUUID } from "node:crypto";
import { ApiError } from "../errors/apiError";
import { TransportError } from "../errors/transportError";
import type { Clock, Random } from "../model/clock";
import { isJsonObject, UnreadableAnswer } from "./answer";
import { toApiError } from "./apiFailure";
import type { WritableCallCounter } from "./callCounter";
import { type CallOptions, DeadlinePassed, withDeadline } from "./callOptions";
import { findClockOffset } from "./clockOffset";
import { type ResolvedConfig, resolveConfig } from "./config";
import { createCredentialSource } from "./credentials";
import { DEFAULT_ENDPOINT } from "./endpoint";
import { readRequestId, type WireResponse } from "./errorAnswer";
import type { CallContext } from "./failureMessage";
import type { JsonObject, Operation, WireRequest } from "./operation";
import { createRateLimiter } from "./retry/rateLimiter";
import { createSlots } from "./retry/slots";
import { withRetries } from "./retry/withRetries";
import type { ChimeSettings } from "./settings";
import { createSigner } from "./signing";
import { createTransport, type Timeouts } from "./transport";
import { classifyFault, toTransportError } from "./transportFailure";
import { userAgent } from "./userAgent";

/** What a session is made of besides the settings. */
export interface SessionParts {
  readonly environment?: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly random: Random;
  readonly timeouts: Timeouts;
  readonly counter: WritableCallCounter;
}

/** One call: the operation, its request, and whom it is about. */
export interface Call<Output> {
  readonly operation: Pick<Operation<never, Output>, "name" | "readAnswer">;
  readonly request: WireRequest;
  readonly subject: string;
  readonly options: CallOptions;
}

/** Connections, credentials, pace and clock offset of one client. */
export interface Session {
  send<Output>(call: Call<Output>): Promise<Output>;
  close(): Promise<void>;
}

/** How far one call has come. */
interface Progress {
  readonly invocationId: string;
  sent: number;
  clockCorrected: boolean;
}

function parseAnswer<Output>(call: Call<Output>, response: WireResponse, requestId: string | undefined): Output {
  let body: unknown;
  try {
    body = JSON.parse(response.body);
  } catch {
    // Without a cause: the parser's message quotes the text, and with it whatever the service repeats.
    throw new UnreadableAnswer("no JSON");
  }
  if (!isJsonObject(body)) throw new UnreadableAnswer("no JSON object");
  return call.operation.readAnswer(body, requestId);
}
