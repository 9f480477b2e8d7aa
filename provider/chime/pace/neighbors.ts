/** What the requests of one process, up to a refusal, have shown of the limit that it shares with others. */
export interface Estimate {
  /** What the service allows all of them together, in requests a second. */
  readonly rate: number;
  /** How many requests show it. */
  readonly requests: number;
}

/** What a process tells those that share its limit. */
export interface Notice {
  /** Counts the refusals from which all have learned; 0: none yet. */
  readonly revision: number;
  /** What this refusal showed the process; absent where it had sent nothing. */
  readonly estimate?: Estimate;
}

/** A notice of another process. */
export interface NoticeOfOther extends Notice {
  /** How long ago it was put up, in milliseconds. */
  readonly ageMs: number;
}

/** Where the processes of one machine that share a limit leave notices for each other. Never throws. */
export interface NoticeBoard {
  /** Puts up a notice in the place of the last one, and reads those of the others. */
  exchange(notice: Notice): readonly NoticeOfOther[];
  /** Takes the notice down. */
  close(): void;
}

/** A process that put up its notice within so many milliseconds has requests to send. */
const ACTIVE_MS = 1_000;

/** How often the notices are read, in milliseconds: each time is a few small files. */
const LOOK_MS = 100;

/** No wait is longer, in milliseconds, where there are others: who sleeps does not look, and seems to be gone. */
export const LONGEST_SLEEP_MS = 200;

/** What is known together: the mean of what each has seen, since each may have had more or less than its part. */
export function pool(estimates: readonly Estimate[]): Estimate | undefined {
  if (estimates.length === 0) return undefined;
  const mean = (pick: (estimate: Estimate) => number): number =>
    estimates.reduce((sum, estimate) => sum + pick(estimate), 0) / estimates.length;
  return { rate: mean(({ rate }) => rate), requests: mean(({ requests }) => requests) };
}

/**
 * The processes of this machine that share a limit. Each takes an equal part of it, and what one learns of it from a
 * refusal all take over: eight that find out for themselves would be refused eight times as often, and whoever was
 * unlucky would stay slow. Others on other machines are not known; to them this machine is one client.
 */
export class Neighbors {
  readonly #board: NoticeBoard | undefined;
  #others: readonly NoticeOfOther[] = [];
  #own: Notice = { revision: 0 };
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(board?: NoticeBoard) {
    this.#board = board;
  }

  /** How many have requests to send, this process included. */
  get active(): number {
    return 1 + this.#others.length;
  }

  /** Whether somebody was refused since, and this process has not taken it over yet. */
  get areAhead(): boolean {
    return this.#others.some(({ revision }) => revision > this.#own.revision);
  }

  /** Reads the notices, where the last look is not too fresh or it is `urgent`. */
  look(now: number, urgent = false): void {
    if (!this.#board || (!urgent && now - this.#lookedAt < LOOK_MS)) return;
    this.#lookedAt = now;
    this.#others = this.#board.exchange(this.#own).filter(({ ageMs }) => ageMs <= ACTIVE_MS);
  }

  /** Tells what a refusal has shown: the newest of the others, or one of this process's own. */
  tell(estimate: Estimate | undefined, now: number): void {
    const newest = Math.max(...this.#others.map(({ revision }) => revision), 0);
    const revision = newest > this.#own.revision ? newest : this.#own.revision + 1;
    this.#own = { revision, ...(estimate ? { estimate } : {}) };
    this.look(now, true);
  }

  /** What the last refusal has shown this process and those who took it over; undefined: nothing. */
  together(): Estimate | undefined {
    const { revision } = this.#own;
    const notices: readonly Notice[] = [this.#own, ...this.#others];
    return pool(notices.flatMap((notice) => (notice.revision === revision && notice.estimate ? notice.estimate : [])));
  }
}
