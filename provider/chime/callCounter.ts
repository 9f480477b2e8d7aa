import type { OperationName } from "./operations/operation";

/** How often requests were sent. */
export interface CallCount {
  /** All requests, the repeated ones included. */
  readonly requests: number;
  /** How many of them repeated one that had failed. */
  readonly retries: number;
}

/** What a client has sent so far. */
export interface CallCounter {
  readonly total: CallCount;
  /** Zeros for an operation that was not used. */
  of(operation: OperationName): CallCount;
}

/** A counter with the means to count. */
export interface WritableCallCounter extends CallCounter {
  count(operation: OperationName, kind: "first" | "retry"): void;
}

const NONE: CallCount = { requests: 0, retries: 0 };

function add(count: CallCount, kind: "first" | "retry"): CallCount {
  return { requests: count.requests + 1, retries: count.retries + (kind === "retry" ? 1 : 0) };
}

/** A counter at zero. */
export function createCallCounter(): WritableCallCounter {
  const counts = new Map<OperationName, CallCount>();
  let total = NONE;
  return {
    get total() {
      return total;
    },
    of: (operation) => counts.get(operation) ?? NONE,
    count(operation, kind) {
      counts.set(operation, add(counts.get(operation) ?? NONE, kind));
      total = add(total, kind);
    },
  };
}
