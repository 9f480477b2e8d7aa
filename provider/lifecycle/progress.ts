import type { Clock } from "../model/clock";

/** Where there is no terminal, each word on progress is one more line of the log. */
const EVERY_MS = 5_000;

/** Takes what there is to say at any time, and says it now and then. */
export type Progress = (tell: () => string) => void;

/** Says how far a long operation is: first after `everyMs`, then as often. What is shorter says nothing. */
export function createProgress(say: (text: string) => void, clock: Clock, everyMs: number = EVERY_MS): Progress {
  let last = clock.monotonicMs();
  return (tell) => {
    const now = clock.monotonicMs();
    if (now - last < everyMs) return;
    last = now;
    say(tell());
  };
}

/** `, about 40 s left`, by the pace so far; empty where there is none yet. */
export function timeLeft(done: number, total: number, elapsedMs: number): string {
  if (done === 0) return "";
  const seconds = Math.ceil(((elapsedMs / done) * (total - done)) / 1000);
  return seconds < 90 ? `, about ${seconds} s left` : `, about ${Math.ceil(seconds / 60)} min left`;
}
