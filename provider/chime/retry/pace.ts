/** Stands for one request that was let through. */
export interface Ticket {
  /** Counts the requests, from 1. */
  readonly number: number;
  readonly sentAt: number;
  /** Counts the groups of the opening, from 1; 0: none. */
  readonly group: number;
}

/** When requests may be sent: a state machine over time that never waits itself. All times in milliseconds. */
export interface Pace {
  /** How long the next request has to wait, unless an answer changes that; 0: it may go. */
  waitMs(now: number): number;
  /** Notes that a request is sent. */
  send(now: number): Ticket;
  /** Notes that a request is over, and was not refused for its rate. */
  answered(ticket: Ticket, now: number): void;
  /** Notes that the service refused a request for its rate. */
  throttled(ticket: Ticket, now: number): void;
}

/** A told rate is kept to with this share of it: an answer may be early, and the service counts what arrives. */
const TOLD_SHARE = 0.98;

/** How many requests the first group has: as many are refused at worst where the service allows next to nothing. */
const FIRST_GROUP = 3;

/** Groups grow by this much in so many milliseconds of sending: what they risk stays a small share of what went well. */
const GROUP_GROWTH = 0.25;
const GROUP_GROWTH_MS = 250;

/** A group is waited for no longer than this, in milliseconds: one answer that is lost must not stop the others. */
const GROUP_PATIENCE_MS = 2_000;

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

/** Send times that are kept. */
const MOST_REMEMBERED = 2_000;

/** Nothing is sent for so long, in milliseconds, after the first refusal; refused again and again, it doubles. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/** A second, and a little more for a request that was on its way longer than its successor. */
const FULL_SECOND_MS = 1_030;

/** The time by which a request may be late without its successor having to wait for it: slow timers cost no rate. */
function slackMs(intervalMs: number): number {
  return intervalMs > 20 ? intervalMs * (1 - TOLD_SHARE) : Math.min(intervalMs, 4);
}

/**
 * The rate of a service that took requests at these times up to `refusedAt`, and the number of requests that show it.
 * Most services let a second's worth through at once: who took n requests within T seconds allows n / (T + 1).
 */
function estimate(taken: readonly number[], refusedAt: number): { rate: number; requests: number } {
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
 * Until the first refusal (the opening) requests go in groups: as many at once as the group has, and the next group
 * when all are answered. The service's store runs dry anywhere within a group, so on average only half of it is
 * refused; spaced out over the same time, everything under way would be.
 *
 * A refusal tells what the service allows: the first by what it took so far, each further one by what it took since
 * the one before, from an empty store to an empty store. From then on requests are spaced out. The rate begins a
 * little below the estimate and climbs, slowly at first, the slower the more requests the estimate rests on. A told
 * rate has no opening and is never passed.
 */
class AdaptivePace implements Pace {
  readonly #ceiling: number;
  #opening: boolean;

  #group = 0;
  #groupSize = FIRST_GROUP;
  #groupStartedAt = 0;
  /** How many of the group may still be sent. */
  #groupLeft = 0;
  /** How many of the group are under way. */
  #groupUnderWay = 0;

  /** What the service is taken to allow, in requests a second, and how many requests show it. */
  #base: number;
  #weight = MOST_WEIGHT;
  #nextAt = 0;

  #sent = 0;
  /** When the latest requests were sent, but for the refused ones. */
  #taken: number[] = [];
  /** The refused request that the present measurement began with. */
  #mark: Ticket | undefined;
  /** Requests up to this number were under way when the last refusal came in: they belong to it. */
  #sameEvent = 0;
  #refusedSinceMark = 0;
  #answeredSinceEvent = 0;
  /** Refusals in a row with nothing accepted in between. */
  #drought = 0;

  constructor(told: number | undefined) {
    this.#ceiling = told === undefined ? Number.POSITIVE_INFINITY : told * TOLD_SHARE;
    this.#opening = told === undefined;
    this.#base = this.#ceiling / START_SHARE;
  }

  waitMs(now: number): number {
    if (!this.#opening) return Math.max(0, this.#nextAt - now);
    if (this.#groupLeft > 0 || this.#groupUnderWay === 0) return 0;
    return Math.max(0, this.#groupStartedAt + GROUP_PATIENCE_MS - now);
  }

  send(now: number): Ticket {
    this.#sent += 1;
    this.#taken.push(now);
    if (this.#taken.length > MOST_REMEMBERED) this.#taken.splice(0, MOST_REMEMBERED / 2);
    if (this.#opening) return { number: this.#sent, sentAt: now, group: this.#joinGroup(now) };
    const interval = 1000 / this.#rate();
    this.#nextAt = Math.max(this.#nextAt, now - slackMs(interval)) + interval;
    return { number: this.#sent, sentAt: now, group: 0 };
  }

  answered(ticket: Ticket, now: number): void {
    if (ticket.number > this.#sameEvent) this.#answeredSinceEvent += 1;
    if (!this.#opening || ticket.group !== this.#group) return;
    this.#groupUnderWay -= 1;
    // A group that had fewer requests than it could have shows nothing about larger ones.
    if (this.#groupUnderWay > 0 || this.#groupLeft > 0) return;
    this.#groupSize *= 1 + GROUP_GROWTH * Math.min((now - this.#groupStartedAt) / GROUP_GROWTH_MS, 1);
  }

  throttled(ticket: Ticket, now: number): void {
    this.#opening = false;
    this.#refusedSinceMark += 1;
    const refused = this.#taken.lastIndexOf(ticket.sentAt);
    if (refused >= 0) this.#taken.splice(refused, 1);
    if (ticket.number <= this.#sameEvent) return;
    const fresh = this.#answeredSinceEvent;
    this.#sameEvent = this.#sent;
    this.#answeredSinceEvent = 0;
    const mark = this.#mark;
    if (mark && fresh === 0) {
      this.#drought += 1;
      this.#pauseUntil(now + this.#droughtMs(ticket.sentAt, now));
      return;
    }
    if (mark) this.#measure(mark, ticket);
    else this.#guess(ticket);
    this.#mark = ticket;
    this.#refusedSinceMark = 0;
    this.#drought = 0;
    this.#pauseUntil(now + (mark ? 1000 / this.#rate() : FIRST_PAUSE_MS));
  }

  #pauseUntil(time: number): void {
    this.#nextAt = Math.max(this.#nextAt, time);
  }

  #joinGroup(now: number): number {
    if (this.#groupLeft === 0 || this.#groupUnderWay === 0) {
      this.#group += 1;
      this.#groupStartedAt = now;
      this.#groupLeft = Math.floor(this.#groupSize);
      this.#groupUnderWay = 0;
    }
    this.#groupLeft -= 1;
    this.#groupUnderWay += 1;
    return this.#group;
  }

  #guess(ticket: Ticket): void {
    const { rate, requests } = estimate(this.#taken, ticket.sentAt);
    this.#base = rate;
    this.#weight = Math.min(requests, MOST_WEIGHT);
  }

  #measure(mark: Ticket, ticket: Ticket): void {
    const accepted = Math.max(ticket.number - mark.number - this.#refusedSinceMark, 0);
    // A service with a store that fills steadily: from one refusal to the next it went from empty to empty, so what
    // it took is what it allows. One that counts by the second has forgotten what it took before that.
    const steady = (accepted * 1000) / Math.max(ticket.sentAt - mark.sentAt, 1);
    const measured = Math.max(steady, this.#takenSince(ticket.sentAt - 1000) * LAST_SECOND_SHARE);
    this.#weight = MOST_WEIGHT;
    this.#base = Math.max(measured, LEAST_ESTIMATE);
  }

  /** How long nothing is sent where nothing was accepted since the last refusal. */
  #droughtMs(refusedAt: number, now: number): number {
    if (this.#drought > 1) return Math.min(FIRST_PAUSE_MS * 2 ** this.#drought, LONGEST_PAUSE_MS);
    // A service that counts by the second takes more once what it took is a second old.
    const oldest = this.#taken[this.#taken.length - this.#takenSince(refusedAt - 1000)] ?? refusedAt;
    return Math.max(FIRST_PAUSE_MS, oldest + FULL_SECOND_MS - now);
  }

  #rate(): number {
    const climbed = (this.#sent - this.#sameEvent) / (REGROWTH * this.#weight);
    return Math.min(this.#ceiling, this.#base * (START_SHARE + climbed ** 2));
  }

  #takenSince(time: number): number {
    return this.#taken.length - this.#taken.findLastIndex((sentAt) => sentAt <= time) - 1;
  }
}

/**
 * A pace that keeps below `maxRequestsPerSecond`, and below what the service turns out to allow. Every request that
 * was sent is to be told of again: `answered` or `throttled`.
 */
export function createPace(maxRequestsPerSecond: number | undefined): Pace {
  return new AdaptivePace(maxRequestsPerSecond);
}
