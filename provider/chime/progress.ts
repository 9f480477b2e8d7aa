import type { Clock } from "../model/clock";

/** Whether the service answers: one for all calls of a client, since one that waits behind others has made progress too. */
export class Progress {
  readonly #clock: Clock;
  #lastAt: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes that the service took a request, or refused it for what is in it. */
  note(): void {
    this.#lastAt = this.#clock.monotonicMs();
  }

  /** Whether it has answered at all. */
  get begun(): boolean {
    return this.#lastAt !== undefined;
  }

  /** How long nothing has come, in milliseconds, counted from `startedAt` at the earliest. */
  idleMs(startedAt: number): number {
    return this.#clock.monotonicMs() - Math.max(startedAt, this.#lastAt ?? startedAt);
  }
}
