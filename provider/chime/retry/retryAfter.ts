/** A service may ask for an hour; nobody watches a program that sits still that long. */
const LONGEST_HINT_MS = 120_000;

/**
 * How long the service asks to wait, at most two minutes: `x-amz-retry-after` in milliseconds, then `Retry-After`
 * in seconds or as a date. Undefined where neither says anything that can be read.
 */
export function readRetryAfterMs(
  headers: Readonly<Record<string, string | undefined>>,
  now: number,
): number | undefined {
  const ms = parseNumber(headers["x-amz-retry-after"]) ?? parseSeconds(headers["retry-after"], now);
  return ms === undefined ? undefined : Math.min(Math.max(ms, 0), LONGEST_HINT_MS);
}

function parseNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

function parseSeconds(text: string | undefined, now: number): number | undefined {
  const seconds = parseNumber(text);
  if (seconds !== undefined) return seconds * 1000;
  const date = Date.parse(text ?? "");
  return Number.isNaN(date) ? undefined : date - now;
}
