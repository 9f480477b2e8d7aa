import { ApiError } from "../../errors/apiError";
import type { Clock, Random } from "../../model/clock";
import { backoffMs } from "./backoff";
import { classifyFailure, type FailureClass, isAnswerLost } from "./classifyFailure";

/** How failed requests are tried again. */
export interface RetryPolicy {
  /** How often a request is sent at most, >= 1. */
  readonly maxAttempts: number;
  readonly clock: Clock;
  readonly random: Random;
  /** Whether to try again where the failed attempt may have done what it was asked. */
  readonly repeatLost: boolean;
  /** Whether the service has answered any request: then one that is away is waited for. */
  hasAnswered(): boolean;
  /** Is told of each failure that is tried again, and how long is waited before that, in milliseconds. */
  tellRetry?(error: unknown, failures: number, waitMs: number): void;
}

function isLast(error: unknown, failures: number, { maxAttempts, repeatLost }: RetryPolicy): boolean {
  return failures >= maxAttempts || (!repeatLost && isAnswerLost(error));
}

/** A service that is away and has answered before is given longer. */
function waitMs(
  error: unknown,
  failureClass: Exclude<FailureClass, "final">,
  failures: number,
  policy: RetryPolicy,
): number {
  const hint = ApiError.isInstance(error) ? error.retryAfterMs : undefined;
  const waitFor = failureClass === "passing" && policy.hasAnswered() ? "away" : failureClass;
  return backoffMs(waitFor, failures, hint, policy.random);
}

/**
 * Runs `attempt` until it succeeds, fails for good, or has failed `maxAttempts` times; then its last error is
 * thrown. Requests do not share a quota of retries: one that keeps failing takes none from the others.
 */
export async function withRetries<T>(
  attempt: (failures: number) => Promise<T>,
  policy: RetryPolicy,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt(failures - 1);
    } catch (error) {
      const failureClass = classifyFailure(error);
      if (failureClass === "final" || isLast(error, failures, policy)) throw error;
      const wait = waitMs(error, failureClass, failures, policy);
      policy.tellRetry?.(error, failures, wait);
      await policy.clock.sleep(wait, signal);
    }
  }
}
