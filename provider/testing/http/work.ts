import type { Faults } from "../faults/createFaults";
import type { Fault } from "../faults/fault";
import type { JournalEntry } from "../journal";
import type { OperationCall, OperationResult } from "../operations/operation";
import type { Credentials } from "../signature/credentials";
import type { Store } from "../store";
import type { TokenBucket } from "../tokenBucket";
import type { Controlled } from "./answerControl";

/** What requests are answered from. */
export interface Service {
  readonly store: Store;
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly bucket: TokenBucket | undefined;
  readonly latencyMs: number;
  readonly now: () => number;
  readonly startedAtMs: number;
  /** Aborted when the server closes. */
  readonly signal: AbortSignal;
  readonly record: (entry: JournalEntry) => void;
  /** What the control endpoint steers; absent where there is none. */
  readonly controlled?: Controlled;
}

/** What becomes known of one request step by step, so that one that is refused midway can be journaled too. */
export interface Work {
  call?: OperationCall | undefined;
  signingRegion?: string;
  fault?: Fault;
  cause?: "rate limit" | "fault";
  error?: string;
  result?: OperationResult;
}
