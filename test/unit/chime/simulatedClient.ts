import type { Pace } from "../../../provider/chime/pace/pace";
import { backoffMs } from "../../../provider/chime/retry/backoff";

/** Whether a service takes a request that arrives at a time in milliseconds. */
export type Service = (now: number) => boolean;

/** A store of `size` that fills with `rate` a second. */
export function store(rate: number, size: number): Service {
  let tokens = size;
  let last = 0;
  return (now) => {
    tokens = Math.min(size, tokens + ((now - last) * rate) / 1000);
    last = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** At most `rate` in every second of the clock. */
export function perSecond(rate: number): Service {
  const counts = new Map<number, number>();
  return (now) => {
    const second = Math.floor(now / 1000);
    const count = counts.get(second) ?? 0;
    counts.set(second, Math.min(count + 1, rate));
    return count < rate;
  };
}

/** At most `rate` in any second. */
export function anySecond(rate: number): Service {
  const taken: number[] = [];
  return (now) => {
    while ((taken[0] ?? now) <= now - 1000) taken.shift();
    if (taken.length >= rate) return false;
    taken.push(now);
    return true;
  };
}

/** What is to be simulated. */
export interface Scene {
  readonly pace: Pace;
  readonly service: Service;
  /** Calls that are made at once. */
  readonly calls: number;
  /** Calls made one after the other before that. */
  readonly readsBefore?: number;
  /** How long an answer takes, about. */
  readonly latencyMs: number;
  /** How many requests may be under way at once. */
  readonly slots?: number;
  /** The chance that is thrown in. */
  readonly seed?: number;
}

/** How it went. */
export interface Outcome {
  /** From the first of the calls made at once to the last answer. */
  readonly seconds: number;
  /** Refused requests, those of the reads included. */
  readonly refused: number;
  /** Calls that were refused five times. */
  readonly failed: number;
}

/** A number from 0 up to 1 at each call, the same ones for the same seed. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Makes calls the way the client does, on a time of its own: a limited number under way, answers that take now more,
 * now less, timers up to 2 ms late, and a wait before a refused call is tried again.
 */
export function simulate({ pace, service, calls, latencyMs, readsBefore = 0, slots = 8, seed = 1 }: Scene): Outcome {
  const random = dice(seed);
  let events: { readonly at: number; readonly run: () => void }[] = [];
  const waiting: { failures: number }[] = [];
  let now = 1000 * random();
  let reads = readsBefore;
  let free = slots;
  let left = calls;
  let startedAt = now;
  let refused = 0;
  let failed = 0;

  const after = (ms: number, run: () => void): void => {
    events.push({ at: now + ms, run });
  };
  const halfWay = (): number => (latencyMs / 2) * (0.9 + 0.2 * random());
  const begin = (): void => {
    startedAt = now;
    waiting.push(...Array.from({ length: calls }, () => ({ failures: 0 })));
  };
  const finish = (): void => {
    if (reads > 0) {
      reads -= 1;
      if (reads > 0) waiting.push({ failures: 0 });
      else begin();
    } else left -= 1;
  };
  const send = (call: { failures: number }): void => {
    const ticket = pace.send(now, reads > 0 ? undefined : waiting.length + 1);
    free -= 1;
    after(halfWay(), () => {
      const taken = service(now);
      after(halfWay(), () => {
        free += 1;
        if (taken) {
          pace.answered(ticket, now);
          finish();
          return;
        }
        refused += 1;
        pace.throttled(ticket, now);
        call.failures += 1;
        if (call.failures < 5)
          after(backoffMs("throttling", call.failures, undefined, random), () => waiting.push(call));
        else {
          failed += 1;
          finish();
        }
      });
    });
  };

  if (reads > 0) waiting.push({ failures: 0 });
  else begin();
  while (left > 0) {
    while (free > 0 && waiting.length > 0 && pace.waitMs(now) === 0) send(waiting.shift() ?? { failures: 0 });
    const wake = free > 0 && waiting.length > 0 ? now + pace.waitMs(now) + 2 * random() : Number.POSITIVE_INFINITY;
    const next = events.reduce((first, event) => (event.at < first.at ? event : first), { at: wake, run: () => {} });
    events = events.filter((event) => event !== next);
    now = next.at;
    next.run();
  }
  return { seconds: (now - startedAt) / 1000, refused, failed };
}
