import type { Random } from "../../model/clock";
import type { FailureClass } from "./classifyFailure";

/** The wait before the first retry, in milliseconds, at most; it doubles with each further one. */
const BASE_MS: Record<Exclude<FailureClass, "final">, number> = { passing: 100, throttling: 400 };

/** No wait is longer, in milliseconds, unless the service asks for it. */
export const LONGEST_BACKOFF_MS = 20_000;

/**
 * How long to wait before trying again, in milliseconds. Half of it is chance, so that requests that failed
 * together do not come back together. What the service asks for is the least.
 *
 * @param failures how often the request has failed so far, >= 1.
 */
export function backoffMs(
  failureClass: Exclude<FailureClass, "final">,
  failures: number,
  retryAfterMs: number | undefined,
  random: Random,
): number {
  const ceiling = Math.min(BASE_MS[failureClass] * 2 ** (failures - 1), LONGEST_BACKOFF_MS);
  return Math.max(retryAfterMs ?? 0, ceiling / 2 + (random() * ceiling) / 2);
}
