import type { Random } from "../../model/clock";

/**
 * What is waited for: a passing fault, a slower pace, or a service that is away and was there before. Such a one is
 * given more than five seconds within five attempts: it restarts, and a large job must not fail for it. One that was
 * never there is more likely a wrong address, of which people want to hear soon.
 */
export type WaitFor = "passing" | "throttling" | "away";

/** The wait before the first retry, in milliseconds, at most, and how many times as long each further one is. */
const WAITS: Readonly<Record<WaitFor, { readonly firstMs: number; readonly growth: number }>> = {
  passing: { firstMs: 100, growth: 2 },
  throttling: { firstMs: 400, growth: 2 },
  away: { firstMs: 125, growth: 4 },
};

/** No wait is longer, in milliseconds, unless the service asks for it. */
export const LONGEST_BACKOFF_MS = 20_000;

/**
 * How long to wait before trying again, in milliseconds. Half of it is chance, so that requests that failed
 * together do not come back together. What the service asks for is the least.
 *
 * @param failures how often the request has failed so far, >= 1.
 */
export function backoffMs(
  waitFor: WaitFor,
  failures: number,
  retryAfterMs: number | undefined,
  random: Random,
): number {
  const { firstMs, growth } = WAITS[waitFor];
  const ceiling = Math.min(firstMs * growth ** (failures - 1), LONGEST_BACKOFF_MS);
  return Math.max(retryAfterMs ?? 0, ceiling / 2 + (random() * ceiling) / 2);
}
