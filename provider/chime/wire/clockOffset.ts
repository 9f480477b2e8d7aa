import type { WireResponse } from "../failures/errorAnswer";

/** Names that mean nothing but a wrong clock. */
const SKEW_NAMES: ReadonlySet<string> = new Set(["RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"]);

/** Names that a wrong clock has in common with wrong keys: then the answer's date has to show it. */
const SIGNATURE_NAMES: ReadonlySet<string> = new Set(["InvalidSignature", "SignatureDoesNotMatch"]);

/** AWS allows five minutes; four leave room for a slow answer. */
const TELLING_SKEW_MS = 240_000;

/** A correction by less than this changes nothing in a signature that counts whole seconds. */
const LEAST_SKEW_MS = 1_000;

/**
 * By how much the service's clock is ahead of ours, where a refusal shows that a request signed with `offsetMs`
 * was refused for its time; undefined where it does not.
 */
export function findClockOffset(
  name: string | undefined,
  response: WireResponse,
  now: number,
  offsetMs: number,
): number | undefined {
  if (name === undefined) return undefined;
  const least = SKEW_NAMES.has(name) ? LEAST_SKEW_MS : SIGNATURE_NAMES.has(name) ? TELLING_SKEW_MS : undefined;
  const date = Date.parse(response.headers["date"] ?? "");
  // An answer with an age comes from a cache, and its date is from another time.
  if (least === undefined || Number.isNaN(date) || response.headers["age"] !== undefined) return undefined;
  const offset = date - now;
  return Math.abs(offset - offsetMs) >= least ? offset : undefined;
}
