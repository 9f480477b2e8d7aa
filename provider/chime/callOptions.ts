import type { Clock } from "../model/clock";
import type { Progress } from "./progress";

/** What a caller may say about one call. */
export interface CallOptions {
  /** Stops the call, its waits included. */
  readonly signal?: AbortSignal | undefined;
  /** Has nothing more sent: all waits end, and a request that is under way is let come to its end. */
  readonly stop?: AbortSignal | undefined;
  /**
   * The call ends, its waits included, once the service has answered no call of the client for so many milliseconds.
   * Default: no limit. It may take as long as it likes while others get their answers: they are whom it waits for.
   */
  readonly patienceMs?: number;
  /**
   * Whether a request is sent again after which it is not known whether the service did what it was asked. False: the
   * call rejects then. Default: true, since most requests may be repeated without harm.
   */
  readonly repeatLost?: boolean;
  /** How many calls its job has still to make, this one included: few go out faster. Default: not known. */
  readonly left?: number;
  /** Called each time before something is sent, after all waiting. What it throws, the call rejects with. */
  beforeSending?(): void;
  /** Called each time once the answer to what was sent is there, or none comes any more. */
  afterSending?(): void;
}

/** The reason of a signal that was aborted since there was no progress. */
export class DeadlinePassed extends Error {
  override readonly name: string = "DeadlinePassed";
}

/** A signal that any of those given aborts; undefined where none is. */
export function anyOf(...signals: readonly (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter((signal) => signal !== undefined);
  return given.length > 1 ? AbortSignal.any(given) : given[0];
}

/** Resolves once there was no progress for `patienceMs`; rejects when `done` is aborted before. */
async function standstill(patienceMs: number, clock: Clock, progress: Progress, done: AbortSignal): Promise<void> {
  const startedAt = clock.monotonicMs();
  for (let leftMs = patienceMs; leftMs > 0; leftMs = patienceMs - progress.idleMs(startedAt)) {
    await clock.sleep(leftMs, done);
  }
}

/** Runs `work` with a signal that is aborted by the caller, or once its patience is over. */
export async function withPatience<T>(
  { signal, patienceMs }: Pick<CallOptions, "signal" | "patienceMs">,
  clock: Clock,
  progress: Progress,
  work: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  if (patienceMs === undefined) return work(signal);
  const deadline = new AbortController();
  const done = new AbortController();
  standstill(patienceMs, clock, progress, done.signal).then(
    () => deadline.abort(new DeadlinePassed(`no progress for ${patienceMs} ms`)),
    () => undefined,
  );
  try {
    return await work(signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal);
  } finally {
    done.abort();
  }
}
