import { setImmediate as tick } from "node:timers/promises";
import type { Clock } from "../../provider/model/clock";

/** A wait that no retry takes; what waits longer is a deadline. */
const LONG_MS = 10 * 60_000;

/** A clock on which waiting takes no time, so that a test of retries needs none. Deadlines never come. */
export class FastClock implements Clock {
  #now = Date.now();

  now(): number {
    return this.#now;
  }

  monotonicMs(): number {
    return this.#now;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (ms < LONG_MS) {
      this.#now += ms;
      await tick();
      return;
    }
    await new Promise((_, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }
}
