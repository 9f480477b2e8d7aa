import type { ConnectionFault } from "../faults/fault";

/** A whole answer before it is written: no body means no Content-Type either. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How an answer gets to the client; everything absent means at once and whole. */
export interface Delivery {
  readonly connection?: ConnectionFault;
  readonly latencyMs?: number;
  readonly bodyDelayMs?: number;
  readonly dateSkewMs?: number;
}

/** An answer with a JSON body. */
export function jsonAnswer(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(value) };
}
