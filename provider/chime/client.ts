import type { Account } from "../model/account";
import { type Clock, type Random, systemClock, systemRandom } from "../model/clock";
import type { User } from "../model/user";
import type { UserId } from "../model/userKey";
import { type CallCounter, createCallCounter } from "./callCounter";
import type { CallOptions } from "./callOptions";
import { type ChimeSettings, DEFAULT_MAX_CONCURRENCY } from "./configuration/settings";
import type { BatchResult } from "./operations/batchResult";
import { batchSuspendUser } from "./operations/batchSuspendUser";
import { batchUnsuspendUser } from "./operations/batchUnsuspendUser";
import { batchUpdateUser, type LicenseChange } from "./operations/batchUpdateUser";
import { getAccount } from "./operations/getAccount";
import { getUser } from "./operations/getUser";
import { type InviteResult, inviteUsers } from "./operations/inviteUsers";
import { type CallOperation, findUsersByEmail, UserPages } from "./pages";
import { Progress } from "./progress";
import type { Session } from "./wire/session";
import type { Timeouts } from "./wire/transport";

/**
 * The operations of Amazon Chime that this package needs. Each rejects with an InputError for what cannot be sent,
 * an ApiError where the service refuses the whole request, a TransportError where there is no usable answer, and a
 * CredentialsError where there is nothing to sign with. Passing failures are tried again before that.
 */
export interface ChimeClient {
  getAccount(accountId: string, options?: CallOptions): Promise<Account>;
  getUser(accountId: string, userId: UserId, options?: CallOptions): Promise<User>;
  /** The users with this primary address, in any letter case: none, one, or those who share it. */
  findUsersByEmail(accountId: string, email: string, options?: CallOptions): Promise<readonly User[]>;
  /** All users, page by page, at most 200 a page. The options are those of each page that is not given its own. */
  listUsers(accountId: string, options?: CallOptions): UserPages;
  /** At most 50 users. None at all is no call. */
  batchSuspendUser(accountId: string, userIds: readonly UserId[], options?: CallOptions): Promise<BatchResult>;
  /** At most 50 users. None at all is no call. */
  batchUnsuspendUser(accountId: string, userIds: readonly UserId[], options?: CallOptions): Promise<BatchResult>;
  /** At most 20 users. None at all is no call. */
  batchUpdateUser(accountId: string, items: readonly LicenseChange[], options?: CallOptions): Promise<BatchResult>;
  /** At most 50 addresses. None at all is no call. */
  inviteUsers(accountId: string, emails: readonly string[], options?: CallOptions): Promise<InviteResult>;
  /** Where requests go, where that is not the service's own endpoint: a local server, or a stand-in. */
  elsewhere(): Promise<string | undefined>;
  /** How many requests go out at once, at most. */
  readonly maxConcurrency: number;
  /** What was sent so far. */
  readonly calls: CallCounter;
  /** Whether the service answers. */
  readonly progress: Progress;
  /** Closes the connections; calls under way are finished first. A later call opens new ones. */
  close(): Promise<void>;
}

/** Whom a client tells something, and what a test puts in the place of the machine's own. */
export interface ClientParts {
  /** Is told what a call waits for, where that takes long. */
  readonly tell?: (text: string) => void;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly timeouts?: Partial<Timeouts>;
}

/**
 * Makes a client. Nothing is read, resolved or loaded before the first call.
 *
 * @param environment what to take the AWS settings from; default `process.env`.
 */
export function createClient(
  settings: ChimeSettings,
  environment?: NodeJS.ProcessEnv,
  parts: ClientParts = {},
): ChimeClient {
  const counter = createCallCounter();
  const clock = parts.clock ?? systemClock;
  const progress = new Progress(clock);
  let opened: Promise<Session> | undefined;

  async function open(): Promise<Session> {
    // The network and signing libraries take a tenth of a second to load, which a run without calls need not wait.
    const { openSession } = await import("./wire/session.js");
    const { timeouts = {}, random = systemRandom, tell } = parts;
    return openSession(settings, { environment, clock, random, counter, progress, timeouts, tell });
  }

  async function connect(): Promise<Session> {
    opened ??= open();
    return opened.catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
  }

  const call: CallOperation = async (operation, input, options = {}) => {
    const request = operation.toRequest(input);
    const session = await connect();
    return session.send({ operation, request, subject: operation.describe(input) }, options);
  };

  return {
    maxConcurrency: settings.maxConcurrency ?? DEFAULT_MAX_CONCURRENCY,
    calls: counter,
    progress,
    elsewhere: async () => (await connect()).elsewhere,
    getAccount: (accountId, options) => call(getAccount, { accountId }, options),
    getUser: (accountId, userId, options) => call(getUser, { accountId, userId }, options),
    findUsersByEmail: (accountId, email, options) => findUsersByEmail(call, { accountId, email }, options),
    listUsers: (accountId, options) => new UserPages(call, { accountId }, options),
    batchSuspendUser: async (accountId, userIds, options) =>
      userIds.length === 0 ? { userErrors: [] } : call(batchSuspendUser, { accountId, userIds }, options),
    batchUnsuspendUser: async (accountId, userIds, options) =>
      userIds.length === 0 ? { userErrors: [] } : call(batchUnsuspendUser, { accountId, userIds }, options),
    batchUpdateUser: async (accountId, items, options) =>
      items.length === 0 ? { userErrors: [] } : call(batchUpdateUser, { accountId, items }, options),
    inviteUsers: async (accountId, emails, options) =>
      emails.length === 0 ? { invites: [] } : call(inviteUsers, { accountId, emails }, options),
    async close() {
      const session = opened;
      opened = undefined;
      await (await session?.catch(() => undefined))?.close();
    },
  };
}
