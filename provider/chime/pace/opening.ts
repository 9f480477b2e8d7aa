/** How many requests the first groups have: as many are refused at worst where the service allows next to nothing. */
const FIRST_GROUP = 4;

/**
 * A job that brings what is sent within a second to no more than this goes in groups of eight: it is over before a service
 * that allows 20 a second has enough, and one that allows less has refused few requests by then.
 */
const SMALL_JOB = 26;
const SMALL_JOB_GROUP = 8;

/** Groups grow once so many requests went well in full ones: a service that allows 20 a second has refused some by then. */
const FIRST_REQUESTS = 28;

/** From then on they double in so many milliseconds of sending. */
const GROUP_DOUBLES_MS = 250;

/** A group is waited for no longer than this, in milliseconds: one answer that is lost must not stop the others. */
const GROUP_PATIENCE_MS = 2_000;

/** Requests that are sent at once. */
export interface Group {
  readonly startedAt: number;
  readonly size: number;
  /** How many of it may still be sent. */
  left: number;
  /** How many of it are under way. */
  underWay: number;
}

/** What is known when a request is sent. */
export interface Sent {
  /** How many were sent in the second before. */
  readonly lately: number;
  /** How many its job has still to send, this one included; undefined: not known. */
  readonly left?: number | undefined;
}

/**
 * The pace until the first refusal. Requests go in groups: as many at once as the group has, and the next group when
 * all are answered. The service's store runs dry anywhere within a group, so on average only half of it is refused;
 * spaced out over the same time, everything under way would be.
 */
export class Opening {
  #group: Group = { startedAt: 0, size: 0, left: 0, underWay: 0 };
  #size = FIRST_GROUP;
  /** How many requests went well in full groups. */
  #proven = 0;

  waitMs(now: number): number {
    const { startedAt, left, underWay } = this.#group;
    return left > 0 || underWay === 0 ? 0 : Math.max(0, startedAt + GROUP_PATIENCE_MS - now);
  }

  /**
   * Notes that a request is sent, by one of so many processes that open at once: together they send no more than one alone
   * would. Returns the group that it belongs to.
   */
  send(now: number, sent: Sent = { lately: 0 }, processes = 1): Group {
    if (this.#group.left === 0 || this.#group.underWay === 0) {
      const size = Math.max(1, Math.floor(this.#sizeFor(sent, processes) / processes));
      this.#group = { startedAt: now, size, left: size, underWay: 0 };
    }
    this.#group.left -= 1;
    this.#group.underWay += 1;
    return this.#group;
  }

  #sizeFor({ lately, left }: Sent, processes: number): number {
    const isSmall = left !== undefined && processes === 1 && lately + left <= SMALL_JOB;
    return isSmall ? Math.max(this.#size, SMALL_JOB_GROUP) : this.#size;
  }

  /** Notes that a request of this group went well. */
  answered(group: Group | undefined, now: number): void {
    if (group !== this.#group) return;
    group.underWay -= 1;
    // A group that had fewer requests than it could have shows nothing about larger ones.
    if (group.underWay > 0 || group.left > 0) return;
    this.#proven += group.size;
    if (this.#proven < FIRST_REQUESTS) return;
    this.#size *= 1 + Math.min((now - group.startedAt) / GROUP_DOUBLES_MS, 1);
  }
}
