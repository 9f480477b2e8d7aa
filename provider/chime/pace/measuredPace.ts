import type { Pace, Ticket } from "./pace";
import type { Sendings } from "./sendings";
import { FIRST_PAUSE_MS, ServiceRate } from "./serviceRate";

/** By how much a request may be late without its successor having to wait for it. Both in milliseconds. */
export type Slack = (intervalMs: number) => number;

/** Slow timers cost no rate. */
export function timerSlackMs(intervalMs: number): number {
  return intervalMs > 20 ? intervalMs * 0.02 : Math.min(intervalMs, 4);
}

/** Spaces requests out: by `ceiling`, in requests a second, and after a refusal by what the service turns out to allow. */
export class MeasuredPace implements Pace {
  readonly #sendings: Sendings;
  readonly #ceiling: number;
  readonly #slack: Slack;
  #rate: ServiceRate | undefined;
  #nextAt = 0;

  constructor(sendings: Sendings, ceiling: number, slack: Slack) {
    this.#sendings = sendings;
    this.#ceiling = ceiling;
    this.#slack = slack;
  }

  waitMs(now: number): number {
    return Math.max(0, this.#nextAt - now);
  }

  send(now: number): Ticket {
    const ticket = this.#sendings.add(now);
    const intervalMs = 1000 / (this.#rate?.present ?? this.#ceiling);
    this.#nextAt = Math.max(this.#nextAt, now - this.#slack(intervalMs)) + intervalMs;
    return ticket;
  }

  answered(ticket: Ticket): void {
    this.#rate?.answered(ticket);
  }

  throttled(ticket: Ticket, now: number): void {
    this.#sendings.refused(ticket);
    const pauseMs = this.#rate ? this.#rate.throttled(ticket, now) : FIRST_PAUSE_MS;
    this.#rate ??= new ServiceRate(this.#sendings, this.#ceiling, ticket);
    if (pauseMs !== undefined) this.pauseUntil(now + pauseMs);
  }

  pauseUntil(time: number): void {
    this.#nextAt = Math.max(this.#nextAt, time);
  }
}
