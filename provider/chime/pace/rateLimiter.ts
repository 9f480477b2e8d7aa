import type { Clock } from "../../model/clock";
import { inTurn } from "../../model/inTurn";
import { untilAborted } from "../untilAborted";
import { createPace } from "./createPace";
import type { NoticeBoard } from "./neighbors";
import type { Ticket } from "./pace";

/** Spaces requests out. One for all requests of a client, so that what one learns the others heed. */
export interface RateLimiter {
  /**
   * Resolves when a request may be sent. Rejects with the signal's reason when aborted while waiting. `left`: how many its
   * job has still to send, this one included, where that is known.
   */
  acquire(signal?: AbortSignal, left?: number): Promise<Ticket>;
  /** To be called when a request is over, however it ended, unless it was `throttled`. */
  answered(ticket: Ticket): void;
  /** To be called when the service refuses a request for its rate. */
  throttled(ticket: Ticket): void;
}

/** Why a sleep ends before its time. */
const NEWS = "an answer has come";

/**
 * A limiter that keeps to `maxRequestsPerSecond` where that is given, and below it to what the service allows,
 * which it finds out from the answers, together with those on the same `board`.
 */
export function createRateLimiter(
  clock: Clock,
  maxRequestsPerSecond: number | undefined,
  board?: NoticeBoard,
): RateLimiter {
  const pace = createPace(maxRequestsPerSecond, board);
  // One after the other: only the first in line watches the clock, so a change of pace reaches all.
  const takeTurn = inTurn();
  let news: AbortController | undefined;

  function tellNews(): void {
    // A reason of its own would be an exception, made for nobody, for each answer.
    news?.abort(NEWS);
    news = undefined;
  }

  /** Sleeps until an answer comes in, and no longer than `ms`. */
  async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    const waking = new AbortController();
    news = waking;
    const woken = waking.signal;
    try {
      await clock.sleep(ms, signal ? AbortSignal.any([signal, woken]) : woken);
    } catch (error) {
      if (!woken.aborted) throw error;
    } finally {
      if (news === waking) news = undefined;
    }
  }

  async function waitForTicket(signal: AbortSignal | undefined, left: number | undefined): Promise<Ticket> {
    for (;;) {
      signal?.throwIfAborted();
      const waitMs = pace.waitMs(clock.monotonicMs());
      if (waitMs <= 0) return pace.send(clock.monotonicMs(), left);
      await sleep(waitMs, signal);
    }
  }

  return {
    async acquire(signal, left) {
      signal?.throwIfAborted();
      const turn = takeTurn(() => waitForTicket(signal, left));
      return untilAborted(turn, signal);
    },
    answered(ticket) {
      pace.answered(ticket, clock.monotonicMs());
      tellNews();
    },
    throttled(ticket) {
      pace.throttled(ticket, clock.monotonicMs());
      tellNews();
    },
  };
}
