import type { Clock } from "../model/clock";

/** What a caller may say about one call. */
export interface CallOptions {
  /** Stops the call, its waits included. */
  readonly signal?: AbortSignal | undefined;
  /** Has nothing more sent: all waits end, and a request that is under way is let come to its end. */
  readonly stop?: AbortSignal | undefined;
  /** How long the call may take in all, retries and waits included, in milliseconds. Default: no limit. */
  readonly deadlineMs?: number;
  /**
   * Whether a request is sent again after which it is not known whether the service did what it was asked. False: the
   * call rejects then. Default: true, since most requests may be repeated without harm.
   */
  readonly repeatLost?: boolean;
  /** Called each time before something is sent, after all waiting. What it throws, the call rejects with. */
  beforeSending?(): void;
}

/** The reason of a signal that a deadline has aborted. */
export class DeadlinePassed extends Error {
  override readonly name: string = "DeadlinePassed";
}

/** A signal that any of those given aborts; undefined where none is. */
export function anyOf(...signals: readonly (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter((signal) => signal !== undefined);
  return given.length > 1 ? AbortSignal.any(given) : given[0];
}

/** Runs `work` with a signal that the caller or the deadline aborts, whichever is first. */
export async function withDeadline<T>(
  options: CallOptions,
  clock: Clock,
  work: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  const { signal, deadlineMs } = options;
  if (deadlineMs === undefined) return work(signal);
  const deadline = new AbortController();
  const done = new AbortController();
  clock.sleep(deadlineMs, done.signal).then(
    () => deadline.abort(new DeadlinePassed(`${deadlineMs} ms are over`)),
    () => undefined,
  );
  try {
    return await work(signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal);
  } finally {
    done.abort();
  }
}
