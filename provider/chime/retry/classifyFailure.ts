import { ApiError } from "../../errors/apiError";
import { TransportError, type TransportErrorKind } from "../../errors/transportError";

/** What a failure means for the next try: `throttling` and `passing` get one, `final` does not. */
export type FailureClass = "throttling" | "passing" | "final";

const PASSING: ReadonlySet<TransportErrorKind> = new Set([
  "timeout",
  "refused",
  "reset",
  "unreachable",
  "dns",
  "malformed",
]);

/** Faults that come before the request is sent: nothing was done. */
const UNSENT: ReadonlySet<TransportErrorKind> = new Set(["refused", "unreachable", "dns", "tls", "proxy"]);

/** Whether the service may have done what it was asked although the call has failed. */
export function isAnswerLost(error: unknown): boolean {
  if (ApiError.isInstance(error)) return error.kind === "unavailable";
  return TransportError.isInstance(error) && error.attempts > 0 && !UNSENT.has(error.kind);
}

/** Sorts a failure. An error of somebody else is final: it is a fault in this package, and trying again hides it. */
export function classifyFailure(error: unknown): FailureClass {
  if (ApiError.isInstance(error)) {
    if (error.kind === "throttled") return "throttling";
    return error.kind === "unavailable" ? "passing" : "final";
  }
  return TransportError.isInstance(error) && PASSING.has(error.kind) ? "passing" : "final";
}
