import { isBatch, type OperationName } from "./operations/operation";

/** One request that the server has worked on. */
export interface JournalEntry {
  /** Milliseconds from the server's start to the request's arrival. */
  readonly atMs: number;
  /** The HTTP method as sent. */
  readonly method: string;
  /** The request target as sent. */
  readonly path: string;
  /** `Unknown` for a request that is none of the operations. */
  readonly operation: OperationName | "Unknown";
  /** The Chime account in the path; absent where it names none. */
  readonly accountId?: string;
  /** User IDs and addresses that the request names, in its order. */
  readonly users: readonly string[];
  /** The answer's HTTP status; absent where the connection ended before one was sent. */
  readonly status?: number;
  /** The error's name with its `Exception` suffix, for an error that the service itself made. */
  readonly error?: string;
  /** Why the answer is not the operation's own: the rate limit, or a scripted fault. */
  readonly cause?: "rate limit" | "fault";
  /** How the answer was spoilt, for a scripted connection fault. */
  readonly spoilt?: "dropped" | "reset" | "hung" | "truncated" | "malformed";
  /** Whether the operation was carried out, whatever was answered. */
  readonly applied: boolean;
  /** User IDs that failed inside an answer of status 200. */
  readonly failedUsers: readonly string[];
  /** The answer's `x-amzn-RequestId`. */
  readonly requestId: string;
  /** The region in the signature's scope, for a request whose signature is right. */
  readonly signingRegion?: string;
  /** The request's `User-Agent`; absent where it has none. */
  readonly userAgent?: string;
  /** Requests at work when this one arrived, itself included. */
  readonly concurrency: number;
}

/** The requests a server has answered, in the order it worked on them. */
export interface Journal {
  /** The latest entries, as many as the option `journalEntries` says. */
  readonly entries: readonly JournalEntry[];
  /** Requests per operation since the start or the last `clear()`. */
  counts(): Readonly<Partial<Record<JournalEntry["operation"], number>>>;
  /** One text per entry: `POST BatchSuspendUser 50 users -> 200`, `GET ListUsers -> 429`, `GET GetUser -> dropped`. */
  lines(): string[];
  /** Forgets every entry and starts the counts anew. */
  clear(): void;
}

/** Creates an empty journal that keeps `size` entries; `listener` hears of each entry as it is made. */
export function createJournal(
  size: number,
  listener: (entry: JournalEntry) => void = () => {},
): Journal & { add(entry: JournalEntry): void } {
  let entries: JournalEntry[] = [];
  let counts: Partial<Record<JournalEntry["operation"], number>> = {};
  return {
    get entries() {
      return entries;
    },
    counts: () => ({ ...counts }),
    lines: () => entries.map(describeEntry),
    clear() {
      entries = [];
      counts = {};
    },
    add(entry) {
      entries.push(entry);
      if (entries.length > size) entries.shift();
      counts[entry.operation] = (counts[entry.operation] ?? 0) + 1;
      listener(entry);
    },
  };
}

/**
 * An entry as one line of text: see {@link Journal.lines}.
 * @param entry An entry of a server's journal.
 */
export function describeEntry(entry: JournalEntry): string {
  const { method, operation, users, status, spoilt } = entry;
  const count = `${users.length} ${users.length === 1 ? "user" : "users"}`;
  const asked =
    operation !== "Unknown" && isBatch(operation) ? `${method} ${operation} ${count}` : `${method} ${operation}`;
  return `${asked} -> ${[status, spoilt].filter((part) => part !== undefined).join(" ")}`;
}
