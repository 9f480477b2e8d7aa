import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAccountControls } from "./accountControls";
import type { ChimeServer, ChimeServerOptions } from "./chimeServer";
import { createFaults } from "./faults/createFaults";
import { createSeededRandom } from "./faults/seededRandom";
import { createHttpServer } from "./http/createHttpServer";
import { createRequestHandler } from "./http/createRequestHandler";
import { createJournal } from "./journal";
import { MAX_JOURNAL_ENTRIES } from "./limits";
import { exampleAccounts } from "./seed/createAccount";
import { loadAccounts } from "./seed/loadAccounts";
import { describeJsonPlace, parseAccounts } from "./seed/parseAccounts";
import { readSeedFile } from "./seed/readSeedFile";
import type { AccountSnapshot } from "./seed/seedShapes";
import { type Credentials, defaultCredentials } from "./signature/credentials";
import { createStateFile, readStateFile, type StateFile } from "./stateFile";
import { Store } from "./store";
import { TokenBucket } from "./tokenBucket";

/**
 * Starts a local Amazon Chime server: the operations of user administration over HTTP, with signatures checked, the
 * documented limits and state rules kept, and faults on request. Any AWS SDK works with it through
 * AWS_ENDPOINT_URL_CHIME.
 *
 * @param options See {@link ChimeServerOptions}.
 * @returns The server once it listens. It keeps the process alive until it is closed.
 * @throws SeedError for a wrong seed, RangeError for a wrong number, TypeError for both `accounts` and `seedFile`, and
 * the system's error where the port or a file can't be had.
 * @example
 * ```ts
 * const server = await startChimeServer();
 * // ... requests to server.endpoint with server.credentials ...
 * server.journal.lines(); // ["POST BatchSuspendUser 50 users -> 200"]
 * await server.close();
 * ```
 */
export async function startChimeServer(options: ChimeServerOptions = {}): Promise<ChimeServer> {
  const latencyMs = checkNumber("latencyMs", options.latencyMs ?? 0, 0);
  const now = options.clock ?? Date.now;
  const { store, stateFile } = openStore(options);
  const credentials = options.credentials ?? defaultCredentials(process.env);
  const journal = createJournal(journalSize(options), options.onRequest);
  const faults = createFaults(createSeededRandom(options.faultSeed ?? 1));
  options.faults?.(faults);
  const closing = new AbortController();
  const http = createHttpServer(
    createRequestHandler({
      store,
      credentials,
      faults,
      bucket: createBucket(options, now),
      latencyMs,
      now,
      startedAtMs: now(),
      signal: closing.signal,
      record: journal.add,
      ...(options.control && { controlled: { faults, journal } }),
    }),
  );
  // A file that can't be written is found out before anything is kept in vain.
  await stateFile?.flush();
  const port = await listen(http, options.port ?? 0, options.host ?? "127.0.0.1");
  const endpoint = `http://${reachableHost(options.host ?? "127.0.0.1")}:${port}`;
  let closed: Promise<void> | undefined;
  return {
    endpoint,
    port,
    credentials,
    environment: environmentOf(endpoint, credentials),
    journal,
    faults,
    ...createAccountControls(store, () => new Date(now()).toISOString()),
    close() {
      closing.abort();
      closed ??= closeHttp(http).then(() => stateFile?.flush());
      return closed;
    },
  };
}

function openStore(options: ChimeServerOptions): { readonly store: Store; readonly stateFile: StateFile | undefined } {
  const { stateFile: path } = options;
  const kept = path === undefined ? undefined : readStateFile(path);
  const accounts = kept ?? seedAccounts(options);
  const stateFile = path === undefined ? undefined : createStateFile(path, () => store);
  const store = new Store(() => stateFile?.touch());
  loadAccounts(store, accounts);
  return { store, stateFile };
}

function seedAccounts({ accounts, seedFile }: ChimeServerOptions): AccountSnapshot[] {
  if (accounts !== undefined && seedFile !== undefined) {
    throw new TypeError("Give either accounts or a seedFile, not both.");
  }
  if (accounts !== undefined) return parseAccounts(accounts, describeJsonPlace("options"));
  return seedFile === undefined ? exampleAccounts() : readSeedFile(seedFile);
}

function createBucket(options: ChimeServerOptions, now: () => number): TokenBucket | undefined {
  if (options.requestsPerSecond === undefined) return undefined;
  const rate = checkNumber("requestsPerSecond", options.requestsPerSecond, Number.MIN_VALUE);
  return new TokenBucket(rate, checkNumber("burst", options.burst ?? Math.max(1, rate), 1), now);
}

function journalSize({ journalEntries = MAX_JOURNAL_ENTRIES }: ChimeServerOptions): number {
  return checkNumber("journalEntries", journalEntries, 0);
}

function checkNumber(name: string, value: number, min: number): number {
  if (!(Number.isFinite(value) && value >= min)) {
    throw new RangeError(`${name} must be a number ${min === 0 || min === 1 ? `of at least ${min}` : "above 0"}.`);
  }
  return value;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closeHttp(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** The address to call: a server on every address is called on the loopback one. */
function reachableHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return host === "::" ? "[::1]" : "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

function environmentOf(endpoint: string, credentials: Credentials): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_CHIME: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken !== undefined && { AWS_SESSION_TOKEN: credentials.sessionToken }),
  };
}
