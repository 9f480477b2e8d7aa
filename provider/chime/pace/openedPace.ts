import { MeasuredPace, timerSlackMs } from "./measuredPace";
import { LONGEST_SLEEP_MS, Neighbors } from "./neighbors";
import { Opening } from "./opening";
import type { Pace, Ticket } from "./pace";
import { Sendings } from "./sendings";

/**
 * The pace towards a service of which nothing is known: groups until it refuses a request,
 * of this process or of a neighbor, then what that has shown.
 */
export class OpenedPace implements Pace {
  readonly #sendings = new Sendings();
  readonly #neighbors: Neighbors;
  readonly #measured: MeasuredPace;
  #opening: Opening | undefined = new Opening();

  constructor(neighbors: Neighbors = new Neighbors()) {
    this.#neighbors = neighbors;
    this.#measured = new MeasuredPace(this.#sendings, Number.POSITIVE_INFINITY, timerSlackMs, neighbors);
  }

  waitMs(now: number): number {
    if (this.#opening && this.#measured.heed(now)) this.#opening = undefined;
    if (!this.#opening) return this.#measured.waitMs(now);
    const waitMs = this.#opening.waitMs(now);
    return this.#neighbors.active > 1 ? Math.min(waitMs, LONGEST_SLEEP_MS) : waitMs;
  }

  send(now: number, left?: number): Ticket {
    if (!this.#opening) return this.#measured.send(now);
    const lately = this.#sendings.takenSince(now - 1_000).length;
    return { ...this.#sendings.add(now), group: this.#opening.send(now, { lately, left }, this.#neighbors.active) };
  }

  answered(ticket: Ticket, now: number): void {
    if (this.#opening) this.#opening.answered(ticket.group, now);
    else this.#measured.answered(ticket);
  }

  throttled(ticket: Ticket, now: number): void {
    this.#opening = undefined;
    this.#measured.throttled(ticket, now);
  }
}
