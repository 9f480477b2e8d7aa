/** Stands for one request that was let through. */
export interface Ticket {
  readonly number: number;
  readonly sentAt: number;
}

/** When requests may be sent: a state machine over time that never waits itself. All times in milliseconds. */
export interface Pace {
  /** How long the next request has to wait; 0: it may go. */
  waitMs(now: number): number;
  /** Notes that a request is sent. */
  send(now: number): Ticket;
  /** Notes that the service refused a request for its rate. */
  throttled(ticket: Ticket, now: number): void;
}

/** A told rate is kept to with this share of it: an answer may be early, and the service counts what arrives. */
const TOLD_SHARE = 0.98;

/** Requests a second at the start, where no rate is told: half of what 8 at a time with 50 ms each come to. */
const OPENING_RATE = 80;

/** How fast the opening rate doubles, in milliseconds. */
const OPENING_DOUBLES_MS = 500;

/** The first refusal shows only that the rate is too high; looking for the right one starts at this share of it. */
const SEARCH_START = 1 / 8;

/** By how much one request raises the rate while it is looked for: twice as fast after nine. */
const SEARCH_GROWTH = 1.08;

/** What was measured is undercut by this much at first, so that the service's own store fills a little. */
const HOLD_START = 0.96;

/** After so many requests the rate is back at what was measured; twice as many each time that the measure is confirmed. */
const HOLD_REQUESTS = 60;
const LONGEST_HOLD_REQUESTS = 240;

/** Measures that differ by less than this confirm each other. */
const CONFIRMING = 0.1;

/** Beyond them every request raises it by this much, to find out whether the service allows more by now. */
const HOLD_GROWTH = 1.005;

/** A measurement over fewer requests says too little. */
const LEAST_MEASURED = 8;

/** A service that counts by the second takes this much less of what it took in the last one. */
const LAST_SECOND_SHARE = 0.92;

/** What the first refusal costs that comes too early to measure anything; each further one costs twice that. */
const EARLY_CUT = 0.05;
const DEEPEST_CUT = 0.4;

/** A longer time between two requests is a pause, in milliseconds: it shows nothing about the rate. */
const LONGEST_GAP_MS = 100;

const LEAST_RATE = 0.5;
const MOST_REMEMBERED = 2_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

type Phase = "opening" | "search" | "hold";

/** The time by which a request may be late without its successor having to wait for it: slow timers cost no rate. */
function slackMs(intervalMs: number): number {
  return intervalMs > 20 ? intervalMs * (1 - TOLD_SHARE) : Math.min(intervalMs, 4);
}

/**
 * Goes through three phases. `opening`: no refusal yet, the rate doubles until nothing holds it back. `search`: after
 * the first refusal it climbs from a low rate to the second. `hold`: what the service took between two refusals is
 * what it allows; the rate stays a little below, and ever more rarely tries whether it allows more. A told rate begins
 * in `hold` and is never passed.
 */
class AdaptivePace implements Pace {
  readonly #ceiling: number;
  #phase: Phase;
  /** What the phase reckons with, in requests a second. */
  #base: number;
  #sent = 0;
  #lastSentAt: number | undefined;
  /** How long requests have been coming one after the other; pauses do not count. */
  #activeMs = 0;
  #nextAt = 0;
  /** When the latest requests were sent, but for the refused ones. */
  #taken: number[] = [];
  /** The refused request that the present measurement began with. */
  #mark: Ticket | undefined;
  /** Requests up to this number were under way when the last refusal came in: they belong to it. */
  #sameEvent = 0;
  #refusedSinceMark = 0;
  #holdRequests = HOLD_REQUESTS;
  #earlyRefusals = 0;
  /** Refusals in a row with nothing accepted in between. */
  #drought = 0;

  constructor(told: number | undefined) {
    this.#ceiling = told === undefined ? Number.POSITIVE_INFINITY : told * TOLD_SHARE;
    this.#phase = told === undefined ? "opening" : "hold";
    this.#base = told === undefined ? OPENING_RATE : this.#ceiling / HOLD_START;
  }

  waitMs(now: number): number {
    return Math.max(0, this.#nextAt - now);
  }

  send(now: number): Ticket {
    this.#activeMs += Math.min(now - (this.#lastSentAt ?? now), LONGEST_GAP_MS);
    this.#lastSentAt = now;
    this.#sent += 1;
    this.#taken.push(now);
    if (this.#taken.length > MOST_REMEMBERED) this.#taken.splice(0, MOST_REMEMBERED / 2);
    const interval = 1000 / this.#rate();
    this.#nextAt = Math.max(this.#nextAt, now - slackMs(interval)) + interval;
    return { number: this.#sent, sentAt: now };
  }

  throttled(ticket: Ticket, now: number): void {
    this.#refusedSinceMark += 1;
    const refused = this.#taken.lastIndexOf(ticket.sentAt);
    if (refused >= 0) this.#taken.splice(refused, 1);
    if (ticket.number <= this.#sameEvent) return;
    this.#sameEvent = this.#sent;
    const mark = this.#mark;
    const accepted = mark ? ticket.number - mark.number - this.#refusedSinceMark : 0;
    if (!mark) this.#begin(now);
    else if (accepted > 0) this.#adapt(accepted, ticket.sentAt, ticket.sentAt - mark.sentAt);
    if (mark && accepted === 0) {
      this.#drought += 1;
      if (this.#drought > 3) this.#base *= 1 - DEEPEST_CUT;
    } else {
      this.#mark = ticket;
      this.#refusedSinceMark = 0;
      this.#drought = 0;
    }
    this.#nextAt = now + this.#pauseMs(ticket.sentAt, now);
  }

  /** How long nothing is sent after a refusal. */
  #pauseMs(refusedAt: number, now: number): number {
    if (this.#drought === 0) return this.#phase === "hold" ? 1000 / this.#rate() : FIRST_PAUSE_MS;
    if (this.#drought > 1) return Math.min(FIRST_PAUSE_MS * 2 ** this.#drought, LONGEST_PAUSE_MS);
    // A service that counts by the second takes more once what it took is a second old.
    const oldest = this.#taken[this.#taken.length - this.#takenSince(refusedAt - 1000)] ?? refusedAt;
    return Math.max(FIRST_PAUSE_MS, oldest + 1030 - now);
  }

  #begin(now: number): void {
    if (this.#phase === "hold") {
      this.#cut(this.#rate());
      return;
    }
    this.#base = Math.max(this.#measuredRate(now), OPENING_RATE) * SEARCH_START;
    this.#phase = "search";
  }

  #adapt(accepted: number, sentAt: number, elapsedMs: number): void {
    if (accepted < LEAST_MEASURED) {
      this.#cut(Math.min(this.#rate(), (1.5 * (accepted + 1) * 1000) / Math.max(elapsedMs, 1)));
      return;
    }
    // A service with a store that fills steadily: from one refusal to the next it went from empty to empty, so what
    // it took is what it allows. One that counts by the second has forgotten what it took before that.
    const steady = (accepted * 1000) / Math.max(elapsedMs, 1);
    const lastSecond = this.#takenSince(sentAt - 1000);
    const measured = Math.max(steady, lastSecond * LAST_SECOND_SHARE);
    const confirmed = this.#phase === "hold" && Math.abs(measured / this.#base - 1) < CONFIRMING;
    this.#holdRequests = confirmed ? Math.min(this.#holdRequests * 2, LONGEST_HOLD_REQUESTS) : HOLD_REQUESTS;
    this.#base = measured;
    this.#phase = "hold";
    this.#earlyRefusals = 0;
  }

  #cut(rate: number): void {
    this.#base = rate * (1 - Math.min(EARLY_CUT * 2 ** this.#earlyRefusals, DEEPEST_CUT));
    this.#earlyRefusals += 1;
  }

  #rate(): number {
    return Math.min(this.#ceiling, Math.max(LEAST_RATE, this.#wanted()));
  }

  #wanted(): number {
    if (this.#phase === "opening") return OPENING_RATE * 2 ** (this.#activeMs / OPENING_DOUBLES_MS);
    const sent = this.#sent - this.#sameEvent;
    if (this.#phase === "search") return this.#base * SEARCH_GROWTH ** sent;
    const left = this.#holdRequests - sent;
    if (left > 0) return this.#base * (1 - ((1 - HOLD_START) * left) / this.#holdRequests);
    return this.#base * HOLD_GROWTH ** -left;
  }

  #takenSince(time: number): number {
    return this.#taken.length - this.#taken.findLastIndex((sentAt) => sentAt <= time) - 1;
  }

  /** What was really sent lately, which may be less than what was allowed. */
  #measuredRate(now: number): number {
    return this.#takenSince(now - 100) * 10;
  }
}

/** A pace that keeps below `maxRequestsPerSecond`, and below what the service turns out to allow. */
export function createPace(maxRequestsPerSecond: number | undefined): Pace {
  return new AdaptivePace(maxRequestsPerSecond);
}
