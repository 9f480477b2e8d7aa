import type { AccountControls } from "./accountControls";
import type { FaultScript } from "./faults/fault";
import type { Journal, JournalEntry } from "./journal";
import type { AccountSeed } from "./seed/seedShapes";
import type { Credentials } from "./signature/credentials";

/** How a local Chime server starts; every option has a default. */
export interface ChimeServerOptions {
  /** TCP port, 0 to 65535. Default: 0, any free one. */
  readonly port?: number;
  /** Address to listen on. Default: 127.0.0.1, which other machines can't reach. */
  readonly host?: string;
  /** The accounts to start with. Default: those of `seedFile`, else an EnterpriseLWA account of 240 people and a Team of 12. */
  readonly accounts?: readonly AccountSeed[];
  /** A `.json` or `.csv` file with the accounts to start with. Not together with `accounts`. */
  readonly seedFile?: string;
  /** A JSON file that keeps the accounts over a restart, written within 100 ms of a change. Where it exists, it is used instead of the seed. */
  readonly stateFile?: string;
  /** The key pair that requests must be signed with. Default: the environment's AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, else AWS's example pair. */
  readonly credentials?: Credentials;
  /** Milliseconds before each answer. Default: 0. */
  readonly latencyMs?: number;
  /** Requests per second, on average; more are answered 429 ThrottledClientException. Default: no limit. */
  readonly requestsPerSecond?: number;
  /** Requests that may come at once within `requestsPerSecond`. Default: one second's worth. */
  readonly burst?: number;
  /** Scripts faults before the first request. */
  readonly faults?: (script: FaultScript) => void;
  /** What decides about faults that are only likely: the same number, the same faults. Default: 1. */
  readonly faultSeed?: number;
  /**
   * Whether programs of this machine may script faults and read the journal over HTTP, without a signature, under
   * `/_local/`. Default: false.
   */
  readonly control?: boolean;
  /** Requests that the journal keeps, the latest ones; all are counted. Default: 100,000. */
  readonly journalEntries?: number;
  /** The server's time in milliseconds since the epoch. Default: Date.now. */
  readonly clock?: () => number;
  /** Hears of each request when its answer stands. */
  readonly onRequest?: (entry: JournalEntry) => void;
}

/** A running local Chime server. */
export interface ChimeServer extends AccountControls {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly endpoint: string;
  /** The TCP port that it listens on. */
  readonly port: number;
  /** The pair that requests must be signed with. */
  readonly credentials: Credentials;
  /** AWS_ENDPOINT_URL_CHIME, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN where there is one) for a child process. */
  readonly environment: Readonly<Record<string, string>>;
  /** What has been asked and answered. */
  readonly journal: Journal;
  /** What is to go wrong. */
  readonly faults: FaultScript;
  /** Ends every connection and writes the state file. Rejects where that can't be written. Closing twice is no harm. */
  close(): Promise<void>;
}
