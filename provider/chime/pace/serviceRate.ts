import type { Ticket } from "./pace";
import type { Sendings } from "./sendings";

/** An estimate is undercut by this much at first, so that the service's own store fills a little. */
const START_SHARE = 0.95;

/** After so many times the requests that an estimate rests on, the rate would be up by the whole estimate. */
const REGROWTH = 5;

/** An estimate counts for at most so many requests, or a rate that rises would be found too late. */
const MOST_WEIGHT = 50;

/** A service that counts by the second takes at least this much of what it took in the last one. */
const LAST_SECOND_SHARE = 0.8;

/** No estimate is lower, in requests a second: the climb from there would take too long. */
const LEAST_ESTIMATE = 1;

/** Nothing is sent for so long, in milliseconds, after the first refusal; refused again and again, it doubles. */
export const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/** A second, and a little more for a request that was on its way longer than its successor. */
const FULL_SECOND_MS = 1_030;

interface Estimate {
  /** In requests a second. */
  readonly rate: number;
  /** How many requests show it. */
  readonly requests: number;
}

/**
 * The rate of a service that took requests at these times up to `refusedAt`.
 * Most services let a second's worth through at once: who took n requests within T seconds allows n / (T + 1).
 */
function estimate(taken: readonly number[], refusedAt: number): Estimate {
  let best = { rate: LEAST_ESTIMATE, requests: 1 };
  let requests = 0;
  for (const sentAt of taken.toReversed()) {
    if (sentAt > refusedAt) continue;
    requests += 1;
    const rate = (requests * 1000) / (refusedAt - sentAt + 1000);
    if (rate > best.rate) best = { rate, requests };
  }
  return best;
}

/**
 * What a service allows that has refused a request: at first by what it took until then, after each further refusal
 * by what it took since the one before, from an empty store to an empty store. The rate begins a little below the
 * estimate and climbs, slowly at first, the slower the more requests the estimate rests on.
 */
export class ServiceRate {
  readonly #sendings: Sendings;
  readonly #ceiling: number;
  #estimate: Estimate;
  /** The refused request that the present measurement began with, the refusals since, and those in a row. */
  #measurement: { readonly mark: Ticket; refused: number; drought: number };
  /** The last refusal: requests up to this number were under way and belong to it. Was a later one accepted? */
  #event: { readonly lastNumber: number; accepted: boolean };

  constructor(sendings: Sendings, ceiling: number, refused: Ticket) {
    const { rate, requests } = estimate(sendings.taken, refused.sentAt);
    this.#sendings = sendings;
    this.#ceiling = ceiling;
    this.#estimate = { rate, requests: Math.min(requests, MOST_WEIGHT) };
    this.#measurement = { mark: refused, refused: 0, drought: 0 };
    this.#event = { lastNumber: sendings.count, accepted: false };
  }

  /** In requests a second. */
  get present(): number {
    const climbed = (this.#sendings.count - this.#event.lastNumber) / (REGROWTH * this.#estimate.requests);
    return Math.min(this.#ceiling, this.#estimate.rate * (START_SHARE + climbed ** 2));
  }

  answered({ number }: Ticket): void {
    if (number > this.#event.lastNumber) this.#event.accepted = true;
  }

  /** Learns from a further refusal. Returns how long nothing is to be sent; undefined: it says nothing new. */
  throttled(ticket: Ticket, now: number): number | undefined {
    this.#measurement.refused += 1;
    const { lastNumber, accepted } = this.#event;
    if (ticket.number <= lastNumber) return undefined;
    this.#event = { lastNumber: this.#sendings.count, accepted: false };
    if (!accepted) {
      this.#measurement.drought += 1;
      return this.#droughtMs(ticket.sentAt, now);
    }
    this.#estimate = { rate: Math.max(this.#measure(ticket), LEAST_ESTIMATE), requests: MOST_WEIGHT };
    this.#measurement = { mark: ticket, refused: 0, drought: 0 };
    return 1000 / this.present;
  }

  #measure(ticket: Ticket): number {
    const { mark, refused } = this.#measurement;
    const accepted = Math.max(ticket.number - mark.number - refused, 0);
    // A service with a store that fills steadily: from one refusal to the next it went from empty to empty, so what
    // it took is what it allows. One that counts by the second has forgotten what it took before that.
    const steady = (accepted * 1000) / Math.max(ticket.sentAt - mark.sentAt, 1);
    return Math.max(steady, this.#sendings.takenSince(ticket.sentAt - 1000).length * LAST_SECOND_SHARE);
  }

  /** How long nothing is sent where nothing was accepted since the last refusal. */
  #droughtMs(refusedAt: number, now: number): number {
    const { drought } = this.#measurement;
    if (drought > 1) return Math.min(FIRST_PAUSE_MS * 2 ** drought, LONGEST_PAUSE_MS);
    // A service that counts by the second takes more once what it took is a second old.
    const [oldest = refusedAt] = this.#sendings.takenSince(refusedAt - 1000);
    return Math.max(FIRST_PAUSE_MS, oldest + FULL_SECOND_MS - now);
  }
}
