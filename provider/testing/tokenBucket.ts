/** Lets `ratePerSecond` requests through on average, and as many at once as it has saved up. */
export class TokenBucket {
  readonly #ratePerSecond: number;
  readonly #capacity: number;
  readonly #now: () => number;
  #tokens: number;
  #filledAtMs: number;

  constructor(ratePerSecond: number, capacity: number, now: () => number) {
    this.#ratePerSecond = ratePerSecond;
    this.#capacity = capacity;
    this.#now = now;
    this.#tokens = capacity;
    this.#filledAtMs = now();
  }

  /** Whether one more request may pass; takes its token where it may. */
  take(): boolean {
    const now = this.#now();
    const earned = (Math.max(0, now - this.#filledAtMs) / 1000) * this.#ratePerSecond;
    this.#tokens = Math.min(this.#capacity, this.#tokens + earned);
    this.#filledAtMs = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
