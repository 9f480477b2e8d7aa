import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** From how much memory on it is worth it: a job of 20,000 users, and not of 5,000. */
const LARGE_BYTES = 150 * 2 ** 20;

/** How many times as much as after the last time: with many resources it would be done for each otherwise. */
const GROWN = 1.5;

/** How long after an answer, in milliseconds: it has to leave first. */
const AFTER_MS = 20;

/** V8's own collector, which it gives only to a context that is made while it is told to; nothing else hears of it. */
export function findCollector(): () => void {
  setFlagsFromString("--expose-gc");
  try {
    return runInNewContext("gc");
  } finally {
    setFlagsFromString("--no-expose-gc");
  }
}

/**
 * Has V8 collect what a large operation has left behind, while the engine works on the answer: V8 leaves that lying otherwise
 * while there is room, and what follows comes on top. Only where nothing else is under way, and much has come since last time.
 */
export class TidyUp {
  readonly #inUse: () => number;
  readonly #collect: () => void;
  #underWay = 0;
  /** What was in use after the last time. */
  #kept = 0;

  constructor(
    inUse: () => number = () => process.memoryUsage().heapUsed,
    collect: () => void = () => findCollector()(),
  ) {
    this.#inUse = inUse;
    this.#collect = collect;
  }

  /** Runs an operation. */
  async during<T>(operation: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await operation();
    } finally {
      this.#underWay -= 1;
    }
  }

  /** To be called at the end of an operation after which the engine asks for another one of the same resource. */
  moreFollows(): void {
    if (!this.#isWorthIt()) return;
    setTimeout(() => {
      if (this.#underWay > 0 || !this.#isWorthIt()) return;
      this.#collect();
      this.#kept = this.#inUse();
    }, AFTER_MS).unref();
  }

  #isWorthIt(): boolean {
    return this.#inUse() >= Math.max(LARGE_BYTES, this.#kept * GROWN);
  }
}
