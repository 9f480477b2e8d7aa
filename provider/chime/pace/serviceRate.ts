import type { Estimate, Neighbors } from "./neighbors";
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

/** Not refused for so many seconds, a service is taken to allow more than it did: others have stopped asking. */
const QUIET_SECONDS = 20;

/** So many seconds later the rate would be up by the whole estimate, and by eight times that in twice as many. */
const QUIET_REGROWTH_SECONDS = 3;

/**
 * The rate of a service that took requests at these times up to `until`; undefined where it took none.
 * Most services let a second's worth through at once: who took n requests within T seconds allows n / (T + 1).
 */
function estimate(taken: readonly number[], until: number): Estimate | undefined {
  let best: Estimate | undefined;
  let requests = 0;
  for (const sentAt of taken.toReversed()) {
    if (sentAt > until) continue;
    requests += 1;
    const rate = (requests * 1000) / (until - sentAt + 1000);
    if (!best || rate > best.rate) best = { rate, requests };
  }
  return best;
}

/**
 * What a service allows that has refused a request: at first by what it took until then, after each further refusal
 * by what it took since the one before, from an empty store to an empty store. The rate begins a little below the
 * estimate and climbs, slowly at first, the slower the more requests the estimate rests on. All of it is of the
 * neighbors together: a refusal of one is a refusal of all, and what this process is allowed, each of them is.
 */
export class ServiceRate {
  readonly #sendings: Sendings;
  readonly #ceiling: number;
  readonly #neighbors: Neighbors;
  /** What counts while nobody has anything to tell of the last refusal. */
  #fallback: Estimate = { rate: LEAST_ESTIMATE, requests: 1 };
  #isFirst = true;
  /** Where the present measurement began, the refusals since, and those in a row. */
  #measurement: { readonly number: number; readonly sentAt: number; refused: number; drought: number };
  /** The last refusal: requests up to this number were under way and belong to it. Was a later one accepted? */
  #event: { readonly lastNumber: number; readonly at: number; accepted: boolean };

  /** `refused` is the request that was refused; undefined: one of a neighbor's. */
  constructor(sendings: Sendings, ceiling: number, neighbors: Neighbors, refused: Ticket | undefined, now: number) {
    this.#sendings = sendings;
    this.#ceiling = ceiling;
    this.#neighbors = neighbors;
    this.#event = { lastNumber: sendings.count, at: now, accepted: false };
    const mark = refused ?? { number: sendings.count, sentAt: now };
    this.#measurement = { number: mark.number, sentAt: mark.sentAt, refused: 0, drought: 0 };
    this.#tell(estimate(sendings.taken, mark.sentAt), now);
  }

  /** In requests a second, of all neighbors together. */
  present(now: number): number {
    const { rate, requests } = this.#estimate;
    const { lastNumber, at } = this.#event;
    const sent = (this.#sendings.count - lastNumber) * this.#neighbors.active;
    const climbed = (sent / (REGROWTH * requests)) ** 2;
    // Who hardly sends is not refused either, so that only seconds with a request count.
    const quiet = Math.max(0, Math.min((now - at) / 1000, sent) - QUIET_SECONDS);
    return Math.min(this.#ceiling, rate * (START_SHARE + climbed + (quiet / QUIET_REGROWTH_SECONDS) ** 3));
  }

  answered({ number }: Ticket): void {
    if (number > this.#event.lastNumber) this.#event.accepted = true;
  }

  /** Learns from a further refusal. Returns how long nothing is to be sent; undefined: it says nothing new. */
  throttled(ticket: Ticket, now: number): number | undefined {
    this.#measurement.refused += 1;
    const { lastNumber, accepted } = this.#event;
    if (ticket.number <= lastNumber) return undefined;
    this.#event = { lastNumber: this.#sendings.count, at: now, accepted: false };
    if (!accepted) {
      this.#measurement.drought += 1;
      return this.#droughtMs(ticket.sentAt, now);
    }
    this.#measureUntil(ticket, now);
    return 1000 / this.present(now);
  }

  /** Learns from a refusal of a neighbor. */
  follow(now: number): void {
    this.#event = { lastNumber: this.#sendings.count, at: now, accepted: false };
    this.#measureUntil({ number: this.#sendings.count + 1, sentAt: now }, now);
  }

  get #estimate(): Estimate {
    const { rate, requests } = this.#neighbors.together() ?? this.#fallback;
    const weight = this.#isFirst ? Math.min(requests, MOST_WEIGHT) : MOST_WEIGHT;
    return { rate: Math.max(rate, LEAST_ESTIMATE), requests: weight };
  }

  #measureUntil({ number, sentAt }: { readonly number: number; readonly sentAt: number }, now: number): void {
    const { number: since, sentAt: startedAt, refused } = this.#measurement;
    const accepted = Math.max(number - since - refused, 0);
    // A service with a store that fills steadily: from one refusal to the next it went from empty to empty, so what
    // it took is what it allows. One that counts by the second has forgotten what it took before that.
    const steady = (accepted * 1000) / Math.max(sentAt - startedAt, 1);
    const rate = Math.max(steady, this.#sendings.takenSince(sentAt - 1000).length * LAST_SECOND_SHARE);
    this.#fallback = this.#estimate;
    this.#isFirst = false;
    this.#measurement = { number, sentAt, refused: 0, drought: 0 };
    this.#tell({ rate, requests: accepted }, now);
  }

  /** Tells the neighbors, each of which is taken to have been allowed as much. */
  #tell(own: Estimate | undefined, now: number): void {
    const { active } = this.#neighbors;
    this.#neighbors.tell(own && { rate: own.rate * active, requests: own.requests * active }, now);
  }

  /** How long nothing is sent where nothing was accepted since the last refusal. */
  #droughtMs(refusedAt: number, now: number): number {
    const { drought } = this.#measurement;
    // What it took may have been a neighbor's: the second is no measure then, and all are not to wait for one.
    if (this.#neighbors.active > 1) return FIRST_PAUSE_MS;
    if (drought > 1) return Math.min(FIRST_PAUSE_MS * 2 ** drought, LONGEST_PAUSE_MS);
    // A service that counts by the second takes more once what it took is a second old.
    const [oldest = refusedAt] = this.#sendings.takenSince(refusedAt - 1000);
    return Math.max(FIRST_PAUSE_MS, oldest + FULL_SECOND_MS - now);
  }
}
