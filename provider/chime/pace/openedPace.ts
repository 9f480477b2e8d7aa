import { MeasuredPace, timerSlackMs } from "./measuredPace";
import { Opening } from "./opening";
import type { Pace, Ticket } from "./pace";
import { Sendings } from "./sendings";

/** The pace towards a service of which nothing is known: groups until it refuses a request, then what that has shown. */
export class OpenedPace implements Pace {
  readonly #sendings = new Sendings();
  readonly #measured = new MeasuredPace(this.#sendings, Number.POSITIVE_INFINITY, timerSlackMs);
  #opening: Opening | undefined = new Opening();

  waitMs(now: number): number {
    return (this.#opening ?? this.#measured).waitMs(now);
  }

  send(now: number): Ticket {
    if (!this.#opening) return this.#measured.send(now);
    return { ...this.#sendings.add(now), group: this.#opening.send(now) };
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
