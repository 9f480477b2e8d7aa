import { ApiError } from "../errors/apiError";
import { inTurn } from "../model/inTurn";
import type { Batch } from "../plan/batches";
import type { Outcome } from "./outcome";

/** When so many members have been refused one by one and none has gone through, it is not for their sake. */
const REFUSED_ALONE = 10;

/** Whether a batch may have been refused for the sake of single members: then parts of it can go through. */
export function mayBeOneMember(error: unknown): boolean {
  if (!ApiError.isInstance(error)) return false;
  return error.kind === "invalid" || error.kind === "notFound" || error.kind === "conflict";
}

/** What a batch is narrowed down with. */
export interface NarrowingParts {
  /** Sends a part of the batch: its outcomes, or the error that refuses it as a whole. */
  send(batch: Batch): Promise<Outcome[]>;
  /** What becomes of users who can't be sent. */
  fail(batch: Batch, error: unknown): Outcome[];
  /** Whether the account still exists: "not found" may be the account. */
  accountExists(): Promise<boolean>;
}

/**
 * Finds the members for whose sake batches are refused, by halving: for one bad member of 50 that takes 12 more
 * requests. One batch is narrowed down at a time, so that what is learned of one spares the others: where nobody goes
 * through alone either, the rest is not taken apart any more.
 */
export class Narrowing {
  readonly #parts: NarrowingParts;
  readonly #takeTurn = inTurn();
  #refused = 0;
  #accepted = 0;
  #account: Promise<boolean> | undefined;

  constructor(parts: NarrowingParts) {
    this.#parts = parts;
  }

  /** The outcomes of a batch that was refused as a whole with `error`. */
  narrow(batch: Batch, error: unknown): Promise<Outcome[]> {
    return this.#takeTurn(() => this.#begin(batch, error));
  }

  async #begin(batch: Batch, error: unknown): Promise<Outcome[]> {
    if (ApiError.isInstance(error) && error.kind === "notFound") {
      this.#account ??= this.#parts.accountExists();
      if (!(await this.#account)) return this.#parts.fail(batch, error);
    }
    return this.#split(batch, error);
  }

  async #split(batch: Batch, error: unknown): Promise<Outcome[]> {
    const { changes, action } = batch;
    const hopeless = this.#accepted === 0 && this.#refused >= REFUSED_ALONE;
    if (changes.length === 1) this.#refused += 1;
    if (changes.length === 1 || hopeless) return this.#parts.fail(batch, error);
    const middle = Math.ceil(changes.length / 2);
    const first = await this.#sendPart({ action, changes: changes.slice(0, middle) });
    const second = await this.#sendPart({ action, changes: changes.slice(middle) });
    return [...first, ...second];
  }

  async #sendPart(batch: Batch): Promise<Outcome[]> {
    try {
      const outcomes = await this.#parts.send(batch);
      this.#accepted += batch.changes.length;
      return outcomes;
    } catch (error) {
      return mayBeOneMember(error) ? this.#split(batch, error) : this.#parts.fail(batch, error);
    }
  }
}
