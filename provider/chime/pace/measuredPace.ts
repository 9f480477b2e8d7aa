import { LONGEST_SLEEP_MS, Neighbors } from "./neighbors";
import type { Pace, Ticket } from "./pace";
import type { Sendings } from "./sendings";
import { FIRST_PAUSE_MS, ServiceRate } from "./serviceRate";

/** By how much a request may be late without its successor having to wait for it. Both in milliseconds. */
export type Slack = (intervalMs: number) => number;

/** Slow timers cost no rate. */
export function timerSlackMs(intervalMs: number): number {
  return intervalMs > 20 ? intervalMs * 0.02 : Math.min(intervalMs, 4);
}

/**
 * Spaces requests out: by `ceiling`, in requests a second, and after a refusal by what the service turns out to allow.
 * Of what it allows neighbors take equal parts.
 */
export class MeasuredPace implements Pace {
  readonly #sendings: Sendings;
  readonly #ceiling: number;
  readonly #slack: Slack;
  readonly #neighbors: Neighbors;
  #rate: ServiceRate | undefined;
  #nextAt = 0;

  constructor(sendings: Sendings, ceiling: number, slack: Slack, neighbors: Neighbors = new Neighbors()) {
    this.#sendings = sendings;
    this.#ceiling = ceiling;
    this.#slack = slack;
    this.#neighbors = neighbors;
  }

  waitMs(now: number): number {
    this.heed(now);
    const waitMs = Math.max(0, this.#nextAt - now);
    return this.#neighbors.active > 1 ? Math.min(waitMs, LONGEST_SLEEP_MS) : waitMs;
  }

  send(now: number): Ticket {
    const ticket = this.#sendings.add(now);
    const intervalMs = this.#intervalMs(now);
    this.#nextAt = Math.max(this.#nextAt, now - this.#slack(intervalMs)) + intervalMs;
    return ticket;
  }

  answered(ticket: Ticket): void {
    this.#rate?.answered(ticket);
  }

  throttled(ticket: Ticket, now: number): void {
    this.#sendings.refused(ticket);
    // Where a neighbor was refused just before, it is the same event.
    const pauseMs = this.heed(now, true) ? FIRST_PAUSE_MS : this.#learn(ticket, now);
    if (pauseMs !== undefined) this.#pause(pauseMs, now);
  }

  pauseUntil(time: number): void {
    this.#nextAt = Math.max(this.#nextAt, time);
  }

  /** Looks at the neighbors. Returns whether one was refused: then all go by what that has shown. */
  heed(now: number, urgent = false): boolean {
    this.#neighbors.look(now, urgent);
    if (!this.#neighbors.areAhead) return false;
    if (this.#rate) this.#rate.follow(now);
    else this.#rate = new ServiceRate(this.#sendings, this.#ceiling, this.#neighbors, undefined, now);
    this.#pause(0, now);
    return true;
  }

  #intervalMs(now: number): number {
    return (1000 * this.#neighbors.active) / (this.#rate?.present(now) ?? this.#ceiling);
  }

  #learn(ticket: Ticket, now: number): number | undefined {
    if (this.#rate) return this.#rate.throttled(ticket, now);
    this.#rate = new ServiceRate(this.#sendings, this.#ceiling, this.#neighbors, ticket, now);
    return FIRST_PAUSE_MS;
  }

  /** Neighbors that were refused together are not to come back together. */
  #pause(ms: number, now: number): void {
    const turnMs = this.#neighbors.active > 1 ? this.#intervalMs(now) : 0;
    this.pauseUntil(now + Math.max(ms, turnMs));
  }
}
