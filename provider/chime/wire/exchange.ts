import { randomUUID } from "node:crypto";
import { ApiError } from "../../errors/apiError";
import { ChimeUsersError } from "../../errors/chimeUsersError";
import { TransportError } from "../../errors/transportError";
import type { Clock, Random } from "../../model/clock";
import { countOf } from "../../model/names";
import type { WritableCallCounter } from "../callCounter";
import { anyOf, type CallOptions, DeadlinePassed } from "../callOptions";
import type { ResolvedConfig } from "../configuration/config";
import type { CredentialSource, Credentials } from "../configuration/credentials";
import { DEFAULT_ENDPOINT } from "../configuration/endpoint";
import { toApiError } from "../failures/apiFailure";
import { readRequestId, type WireResponse } from "../failures/errorAnswer";
import type { CallContext } from "../failures/failureMessage";
import { redact } from "../failures/redact";
import { classifyFault, toTransportError } from "../failures/transportFailure";
import type { JsonObject, Operation, WireRequest } from "../operations/operation";
import type { Ticket } from "../pace/pace";
import type { RateLimiter } from "../pace/rateLimiter";
import type { Slots } from "../pace/slots";
import type { Progress } from "../progress";
import { classifyFailure } from "../retry/classifyFailure";
import { withRetries } from "../retry/withRetries";
import { untilAborted } from "../untilAborted";
import { isJsonObject, UnreadableAnswer } from "./answer";
import { findClockOffset } from "./clockOffset";
import type { Signer } from "./signing";
import type { Transport } from "./transport";

/** From how long a wait before a retry is told, in milliseconds. */
const LONG_WAIT_MS = 5_000;

/** What all calls of a client share. */
export interface SharedParts {
  readonly config: ResolvedConfig;
  readonly credentials: CredentialSource;
  readonly sign: Signer;
  readonly transport: Transport;
  readonly limiter: RateLimiter;
  readonly slots: Slots;
  readonly counter: WritableCallCounter;
  readonly progress: Progress;
  readonly clock: Clock;
  readonly random: Random;
  readonly userAgent: string;
  /** Is told what a call waits for, where that takes long. */
  readonly tell?: ((text: string) => void) | undefined;
  /** By how much the service's clock is ahead, in milliseconds; kept once it is known. */
  clockOffsetMs: number;
}

/** One call: the operation, its request, and whom it is about. */
export interface Call<Output> {
  readonly operation: Pick<Operation<never, Output>, "name" | "readAnswer">;
  readonly request: WireRequest;
  readonly subject: string;
}

/** An answer with what it was asked with. */
interface Answered {
  readonly response: WireResponse;
  readonly ticket: Ticket;
  readonly clockOffsetMs: number;
}

function parseBody(text: string): JsonObject {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Without a cause: the parser's message quotes the text, and with it whatever the service repeats.
    throw new UnreadableAnswer("no JSON");
  }
  if (!isJsonObject(body)) throw new UnreadableAnswer("no JSON object");
  return body;
}

/** One call on its way: signed anew, sent and read as often as it takes. */
export class Exchange<Output> {
  readonly #parts: SharedParts;
  readonly #call: Call<Output>;
  readonly #options: Omit<CallOptions, "patienceMs">;
  /** What ends a wait; of requests under way only the options' own `signal` does. */
  readonly #waiting: AbortSignal | undefined;
  readonly #invocationId: string = randomUUID();
  #sent = 0;
  #clockCorrected = false;

  constructor(parts: SharedParts, call: Call<Output>, options: Omit<CallOptions, "patienceMs">) {
    this.#parts = parts;
    this.#call = call;
    this.#options = options;
    this.#waiting = anyOf(options.signal, options.stop);
  }

  /** The answer. Throws an ApiError, a TransportError or a CredentialsError. */
  async run(): Promise<Output> {
    const { config, clock, random, progress } = this.#parts;
    const { repeatLost = true } = this.#options;
    const signal = this.#waiting;
    try {
      const policy = { maxAttempts: config.maxAttempts, clock, random, repeatLost, hasAnswered: () => progress.begun };
      const tellRetry = this.#tellRetry.bind(this);
      return await withRetries(() => this.#attempt(), { ...policy, tellRetry }, signal);
    } catch (error) {
      if (signal?.aborted && !ChimeUsersError.isInstance(error)) throw this.#toAbortError(signal);
      throw error;
    }
  }

  /** Says why nothing seems to happen: nobody watches a program that sits still. */
  #tellRetry(error: unknown, failures: number, waitMs: number): void {
    const { tell, config } = this.#parts;
    const isTimeout = TransportError.isInstance(error) && error.kind === "timeout";
    if (tell === undefined || (!isTimeout && waitMs < LONG_WAIT_MS)) return;
    const isThrottled = ApiError.isInstance(error) && error.kind === "throttled";
    const why = isTimeout ? "no answer in time" : isThrottled ? "throttled" : "the service is away";
    const when = waitMs < LONG_WAIT_MS ? "" : ` in ${countOf(Math.round(waitMs / 1_000), "second")}`;
    const { operation, subject } = this.#call;
    tell(
      `${operation.name} for ${subject}: ${why}. Sent again${when} (attempt ${failures + 1} of ${config.maxAttempts})`,
    );
  }

  async #attempt(): Promise<Output> {
    const { limiter, clock, config, credentials, progress } = this.#parts;
    const { response, ticket, clockOffsetMs } = await this.#sendOnce();
    if (response.status >= 200 && response.status < 300) {
      limiter.answered(ticket);
      progress.note();
      return this.#read(response);
    }
    const error = toApiError(response, this.#context(), {
      secrets: credentials.secrets(),
      now: clock.now(),
      endpoint: `${config.endpoint.origin}${config.endpoint.basePath}`,
      isAws: config.endpoint.origin === DEFAULT_ENDPOINT.origin,
      region: config.region,
    });
    if (error.kind === "throttled") limiter.throttled(ticket);
    else limiter.answered(ticket);
    if (classifyFailure(error) === "final") progress.note();
    const offset = findClockOffset(error.awsCode, response, clock.now(), clockOffsetMs);
    if (offset === undefined || this.#clockCorrected) throw error;
    this.#clockCorrected = true;
    this.#parts.clockOffsetMs = offset;
    return this.#attempt();
  }

  async #sendOnce(): Promise<Answered> {
    const { slots, limiter, credentials } = this.#parts;
    const signal = this.#waiting;
    const release = await slots.acquire(signal);
    try {
      const keys = await untilAborted(credentials.get(), signal);
      const ticket = await limiter.acquire(signal, this.#options.left);
      try {
        return { ticket, ...(await this.#send(keys)) };
      } catch (error) {
        limiter.answered(ticket);
        throw error;
      }
    } finally {
      release();
    }
  }

  async #send(keys: Credentials): Promise<Omit<Answered, "ticket">> {
    const { clock, counter, transport } = this.#parts;
    const { signal } = this.#options;
    // Signed last: a signature that waits in line gets old.
    const { clockOffsetMs } = this.#parts;
    const date = new Date(clock.now() + clockOffsetMs);
    const request = await this.#parts.sign(this.#call.request, { credentials: keys, date, headers: this.#headers() });
    this.#waiting?.throwIfAborted();
    this.#options.beforeSending?.();
    counter.count(this.#call.operation.name, this.#sent === 0 ? "first" : "retry");
    this.#sent += 1;
    const sending = transport.send(request, signal).finally(() => this.#options.afterSending?.());
    const response = await sending.catch((cause: unknown) => {
      throw signal?.aborted ? cause : this.#toTransportError(cause);
    });
    return { response, clockOffsetMs };
  }

  #read(response: WireResponse): Output {
    const secrets = this.#parts.credentials.secrets();
    const requestId = readRequestId(response, secrets);
    try {
      return this.#call.operation.readAnswer(parseBody(response.body), {
        redact: (text) => redact(text, secrets),
        ...(requestId === undefined ? {} : { requestId }),
      });
    } catch (error) {
      if (!(error instanceof UnreadableAnswer)) throw error;
      const facts = [
        error.message,
        String(response.status),
        ...(requestId === undefined ? [] : [`request ${requestId}`]),
      ];
      throw toTransportError("malformed", this.#context(), this.#parts.config.endpoint.origin, {
        cause: error,
        detail: facts.join(", "),
      });
    }
  }

  #headers(): Record<string, string> {
    const { config, userAgent } = this.#parts;
    return {
      "user-agent": userAgent,
      "amz-sdk-invocation-id": this.#invocationId,
      "amz-sdk-request": `attempt=${this.#sent + 1}; max=${config.maxAttempts}`,
    };
  }

  #context(): CallContext {
    const { name } = this.#call.operation;
    const changes = this.#call.request.method !== "GET";
    const { maxAttempts } = this.#parts.config;
    return { operation: name, subject: this.#call.subject, changes, attempts: this.#sent, maxAttempts };
  }

  #toTransportError(cause: unknown): TransportError {
    const { endpoint, proxy } = this.#parts.config;
    return toTransportError(classifyFault(cause), this.#context(), endpoint.origin, { cause, proxy: proxy?.url });
  }

  #toAbortError(signal: AbortSignal): TransportError {
    const kind = signal.reason instanceof DeadlinePassed ? "deadline" : "aborted";
    return toTransportError(kind, this.#context(), this.#parts.config.endpoint.origin, {
      cause: signal.reason,
      detail: "",
    });
  }
}
