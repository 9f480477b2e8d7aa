import { MeasuredPace, timerSlackMs } from "./measuredPace";
import type { Pace, Ticket } from "./pace";
import { Sendings } from "./sendings";

/** A told rate is kept to with this share of it: an answer may be early, and the service counts what arrives. */
const TOLD_SHARE = 0.98;

/** By how much a request may be late where a second is counted: a busy machine is late by more than its timers are. */
const TOLD_SLACK_MS = 200;

/** A second in which what was lost is made up for, in milliseconds, and a little more: the service counts what arrives. */
const TOLD_SECOND_MS = 1_010;

/** Keeps to a told rate, which no second passes, and below it to what the service allows. It does without an opening. */
export class ToldPace implements Pace {
  /** How many requests may be sent in any second; 0: the rate is lower, and its interval alone holds them back. */
  readonly #mostInSecond: number;
  readonly #measured: MeasuredPace;
  /** When the latest requests were sent, as many as a second may have. */
  readonly #latest: number[] = [];

  constructor(requestsPerSecond: number) {
    this.#mostInSecond = Math.floor(requestsPerSecond);
    const slack = this.#mostInSecond > 0 ? () => TOLD_SLACK_MS : timerSlackMs;
    this.#measured = new MeasuredPace(new Sendings(), requestsPerSecond * TOLD_SHARE, slack);
  }

  waitMs(now: number): number {
    return this.#measured.waitMs(now);
  }

  send(now: number): Ticket {
    const ticket = this.#measured.send(now);
    this.#measured.pauseUntil(this.#secondEndsAt(now));
    return ticket;
  }

  answered(ticket: Ticket): void {
    this.#measured.answered(ticket);
  }

  throttled(ticket: Ticket, now: number): void {
    this.#measured.throttled(ticket, now);
  }

  /** When a second is over in which as many requests were sent as it may have. */
  #secondEndsAt(now: number): number {
    if (this.#mostInSecond === 0) return now;
    this.#latest.push(now);
    if (this.#latest.length > this.#mostInSecond) this.#latest.shift();
    const [oldest = now] = this.#latest;
    return this.#latest.length < this.#mostInSecond ? now : oldest + TOLD_SECOND_MS;
  }
}
