import { TransportError } from "../errors/transportError";

/** The code of users who were not sent any more because the run was cancelled. */
export const CANCELLED = "Cancelled";

/** What is said of them: the same of each, so that it is told once. */
export const CANCELLED_MESSAGE = "the run was cancelled before this user's turn. Run the same command again to go on.";

/** Whether it is for the run's being cancelled, and not for what the service said, that something has come to nothing. */
export function isForCancellation(error: unknown, cancelled: AbortSignal | undefined): boolean {
  if (cancelled?.aborted !== true) return false;
  return error === cancelled.reason || (TransportError.isInstance(error) && error.kind === "aborted");
}
