import type { Ticket } from "./pace";

/** Send times that are kept. */
const MOST_REMEMBERED = 2_000;

/** What was sent so far, and when. */
export class Sendings {
  #count = 0;
  readonly #taken: number[] = [];

  /** How many requests were sent. */
  get count(): number {
    return this.#count;
  }

  /** When the latest requests were sent, but for the refused ones. */
  get taken(): readonly number[] {
    return this.#taken;
  }

  add(now: number): Ticket {
    this.#count += 1;
    this.#taken.push(now);
    if (this.#taken.length > MOST_REMEMBERED) this.#taken.splice(0, MOST_REMEMBERED / 2);
    return { number: this.#count, sentAt: now };
  }

  /** Notes that the service refused this one. */
  refused({ sentAt }: Ticket): void {
    const index = this.#taken.lastIndexOf(sentAt);
    if (index >= 0) this.#taken.splice(index, 1);
  }

  /** When those were sent that were sent after `time`, but for the refused ones. */
  takenSince(time: number): readonly number[] {
    return this.#taken.slice(this.#taken.findLastIndex((sentAt) => sentAt <= time) + 1);
  }
}
