import { ApiError } from "../errors/apiError";
import { ChimeUsersError } from "../errors/chimeUsersError";
import type { Action } from "../plan/actions";

/** So many requests in a row, each tried to the end, and the service is taken to be down. */
const FAILURES_IN_A_ROW = 10;

/** A request that was not sent because others before it had failed. Its message says how. */
export class NotTried extends Error {
  override readonly name: string = "NotTried";
  readonly because: ChimeUsersError;

  constructor(because: ChimeUsersError) {
    super(`not tried: ${because.message}`);
    this.because = because;
  }
}

/**
 * Stops sending what can't succeed: after one denied request, since the next would be denied for the same reason, and
 * after ten in a row that failed to the end. Each action by itself: one may be allowed while the other is not.
 */
export class Brake {
  readonly #inARow = new Map<Action, number>();
  readonly #stopped = new Map<Action, ChimeUsersError>();

  /** Throws NotTried where an action is not to be sent any more. */
  check(action: Action): void {
    const because = this.#stopped.get(action);
    if (because) throw new NotTried(because);
  }

  /** Notes a request that the service took. */
  passed(action: Action): void {
    this.#inARow.set(action, 0);
  }

  /** Notes a request that failed for good. One refused for what is in it says nothing about the next. */
  failed(action: Action, error: unknown): void {
    if (!ChimeUsersError.isInstance(error)) return;
    if (ApiError.isInstance(error) && ["invalid", "notFound", "conflict"].includes(error.kind)) return;
    const inARow = (this.#inARow.get(action) ?? 0) + 1;
    this.#inARow.set(action, inARow);
    const denied = ApiError.isInstance(error) && error.kind === "denied";
    if (denied || inARow >= FAILURES_IN_A_ROW) this.#stopped.set(action, error);
  }
}
