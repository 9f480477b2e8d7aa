/** Lets a limited number of requests be under way. First come, first served. */
export interface Slots {
  /** Resolves with the function that gives the slot back. Rejects with the signal's reason when aborted while waiting. */
  acquire(signal?: AbortSignal): Promise<() => void>;
}

/** `size` slots, all free. */
export function createSlots(size: number): Slots {
  let free = size;
  const waiting = new Set<() => void>();
  const release = (): void => {
    const [next] = waiting;
    if (next) next();
    else free += 1;
  };
  const once = (): (() => void) => {
    let held = true;
    return () => {
      if (held) release();
      held = false;
    };
  };
  return {
    async acquire(signal) {
      signal?.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return once();
      }
      await new Promise<void>((resolve, reject) => {
        const stop = (): void => {
          waiting.delete(enter);
          reject(signal?.reason);
        };
        const enter = (): void => {
          waiting.delete(enter);
          signal?.removeEventListener("abort", stop);
          resolve();
        };
        waiting.add(enter);
        signal?.addEventListener("abort", stop, { once: true });
      });
      return once();
    },
  };
}
