import type { OperationName } from "../operations/operation";

/** The call that a failure belongs to. */
export interface CallContext {
  readonly operation: OperationName;
  /** Whom it was about. */
  readonly subject: string;
  /** Whether it changes something at the service; else it only asks. */
  readonly changes: boolean;
  /** How often it was sent so far. */
  readonly attempts: number;
  readonly maxAttempts: number;
}

/** What a failure message is made of, besides the call. */
export interface Failure {
  /** In one word or a few: `Forbidden`, `no answer within 30 s`. */
  readonly what: string;
  /** What the service said. */
  readonly said?: string;
  /** `403`, `request 7f3e`. */
  readonly facts: readonly string[];
  /** What to do. */
  readonly advice: string;
}

/** What may be why the service itself does not do as asked. */
export const RETIRED = "AWS ended Amazon Chime on 20 February 2026, which may be why.";

/** What no service says on purpose. Its words are what a person needs: shorter ones are told whole. */
const LONGEST_SAID = 600;
/** Up to this length the advice stands on the same line. */
const ONE_LINE = 200;
const SUBJECT = 90;

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(length - 1, 0))}…`;
}

/**
 * What failed, for whom, what the service said, what to do: in this order, the first three on the first line. The service's words
 * and the request ID are whole: they are what an administrator, and AWS support, ask for.
 */
export function describeFailure(call: CallContext, failure: Failure): string {
  const attempt = call.attempts === 0 ? "not sent" : `attempt ${call.attempts} of ${call.maxAttempts}`;
  const head = `${call.operation} for ${cut(call.subject, SUBJECT)} failed: ${failure.what}`;
  const said = failure.said ? ` "${cut(failure.said, LONGEST_SAID)}"` : "";
  const line = `${head}${said} (${[...failure.facts, attempt].join(", ")}).`;
  if (failure.advice === "") return line;
  return line.length + failure.advice.length < ONE_LINE ? `${line} ${failure.advice}` : `${line}\n${failure.advice}`;
}
