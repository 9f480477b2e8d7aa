import type { ChimeClient } from "../chime/client";
import { ApiError } from "../errors/apiError";
import { inTurn } from "../model/inTurn";
import { USERS_PER_PAGE } from "../model/limits";
import type { User } from "../model/user";
import { isEmailAddress, type UserKey } from "../model/userKey";
import { ABSENT, found, UNASKED, type UserReading } from "../model/userReading";
import { userAfter } from "../plan/actions";
import type { Change } from "../plan/verdict";
import type { AbsentAccount, AccountAnswer, FoundAccount, UnconfirmedAccount } from "./accountReading";

/** What the service says of the account itself. */
type CountlessAnswer = Omit<FoundAccount, "users"> | AbsentAccount | UnconfirmedAccount;

/** An answer by which there is no such account. Any web server says 404, for a wrong path too. */
function absence(error: ApiError): AbsentAccount | UnconfirmedAccount {
  return error.awsCode === "NotFound" ? { type: "absent" } : { type: "unconfirmed", because: error };
}

/** What to read of an account. */
export interface Reading {
  readonly keys: Iterable<UserKey>;
  /** Whether every user is wanted, not only those of `keys`. */
  readonly whole: boolean;
  /** How many users the account had last time, if known. */
  readonly usersExpected?: number | undefined;
  /** Ends the reading. */
  readonly signal?: AbortSignal | undefined;
}

/** How long a reading goes on while the service answers nobody, in milliseconds. */
const PATIENCE = { patienceMs: 15 * 60_000 };

function isNotFound(error: unknown): error is ApiError {
  return ApiError.isInstance(error) && error.kind === "notFound";
}

/**
 * One reading of one account, shared by all resources of a process and kept true by what they write. It asks the
 * service for no more than it was asked itself, in the cheaper of two ways: page by page, or user by user.
 */
export class AccountReader {
  readonly #accountId: string;
  readonly #client: ChimeClient;
  readonly #onUsers: (users: number) => void;
  readonly #byId = new Map<string, User>();
  readonly #byEmail = new Map<string, User>();
  readonly #absent = new Set<UserKey>();
  /** Names of users whose write failed: how it ended may not be known, and so not how they are. */
  readonly #doubtful = new Set<UserKey>();
  #account: Promise<CountlessAnswer> | undefined;
  #whole = false;
  readonly #takeTurn = inTurn();

  /** `onUsers` is told after each page how many users are known. */
  constructor(accountId: string, client: ChimeClient, onUsers: (users: number) => void = () => undefined) {
    this.#accountId = accountId;
    this.#client = client;
    this.#onUsers = onUsers;
  }

  /** The account, with the number of its users where all have been read. Rejects where there is no answer. */
  async account(signal?: AbortSignal): Promise<AccountAnswer> {
    this.#account ??= this.#askForAccount(signal);
    const answer = await this.#account;
    if (answer.type !== "found") return answer;
    return { ...answer, users: this.#whole ? this.#byId.size : undefined };
  }

  async #askForAccount(signal: AbortSignal | undefined): Promise<CountlessAnswer> {
    try {
      return { type: "found", account: await this.#client.getAccount(this.#accountId, { ...PATIENCE, signal }) };
    } catch (error) {
      if (isNotFound(error)) return absence(error);
      // The next one who asks may fare better: a failure is not an answer to keep.
      this.#account = undefined;
      throw error;
    }
  }

  /** All users; undefined where not all were read. */
  everyone(): Iterable<User> | undefined {
    return this.#whole ? this.#byId.values() : undefined;
  }

  /** The addresses of all users that were read, in lower case. */
  addresses(): Iterable<string> {
    return this.#byEmail.keys();
  }

  /** What is known of a user, by ID or address. */
  observe(key: UserKey): UserReading {
    if (this.#doubtful.has(key)) return UNASKED;
    const user = this.#byId.get(key) ?? this.#byEmail.get(key);
    if (user) return found(user);
    return this.#whole || this.#absent.has(key) ? ABSENT : UNASKED;
  }

  #isUnasked(key: UserKey): boolean {
    return this.observe(key).type === "unasked";
  }

  /** Reads what is asked for and not known yet. One reading at a time, so that no user is asked for twice. */
  read(reading: Reading): Promise<void> {
    return this.#takeTurn(() => this.#readNow(reading));
  }

  /** Takes over what a change has changed. */
  written(change: Change, team: boolean): void {
    const user = this.#byId.get(change.userId) ?? { userId: change.userId };
    const after = userAfter(user, change, team);
    if (after) this.#put(after);
    else this.#remove(user, change);
  }

  /** Takes over that a user turned out not to be in the account any more. */
  gone(change: Change): void {
    this.#remove(this.#byId.get(change.userId) ?? { userId: change.userId }, change);
  }

  /** Takes over that a change failed: what is known of the user counts no more. */
  failed({ userId, user }: Change): void {
    const address = this.#byId.get(userId)?.primaryEmail?.toLowerCase();
    for (const name of [userId, user, ...(address === undefined ? [] : [address])]) this.#doubtful.add(name);
  }

  async #readNow(reading: Reading): Promise<void> {
    const unread = [...reading.keys].filter((key) => this.#isUnasked(key));
    const [account, notFound] = await Promise.all([this.account(reading.signal), this.#readUsers(unread, reading)]);
    // Where the account itself is gone, GetAccount is the one to tell.
    if (account.type === "found" && notFound) throw notFound;
  }

  /** Gives back an error that says that there is no such account. */
  async #readUsers(unread: UserKey[], { whole, usersExpected, signal }: Reading): Promise<ApiError | undefined> {
    try {
      if (whole && !this.#whole) await this.#readPages(Number.POSITIVE_INFINITY, signal);
      else await this.#readSome(unread, usersExpected, signal);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return error;
    }
    return undefined;
  }

  /**
   * Few users are asked for one by one, many come with the pages. Where the account's size is not known, pages are
   * read until they have cost as much as asking one by one would have.
   */
  async #readSome(
    unread: UserKey[],
    usersExpected: number | undefined,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const pagesExpected = usersExpected === undefined ? 2 : Math.max(1, Math.ceil(usersExpected / USERS_PER_PAGE));
    if (unread.length >= pagesExpected) await this.#readPages(unread.length, signal);
    const rest = unread.filter((key) => this.#isUnasked(key));
    await Promise.all(rest.map((key) => this.#readOne(key, signal)));
  }

  async #readPages(most: number, signal: AbortSignal | undefined): Promise<void> {
    let pages = 0;
    for await (const page of this.#client.listUsers(this.#accountId, { ...PATIENCE, signal })) {
      for (const user of page) this.#put(user);
      this.#onUsers(this.#byId.size);
      pages += 1;
      if (pages >= most && page.length === USERS_PER_PAGE) return;
    }
    this.#whole = true;
  }

  async #readOne(key: UserKey, signal: AbortSignal | undefined): Promise<void> {
    const options = { ...PATIENCE, signal };
    const user = isEmailAddress(key)
      ? await this.#client.findUserByEmail(this.#accountId, key, options)
      : await this.#client.getUser(this.#accountId, key, options).catch((error: unknown) => {
          if (isNotFound(error)) return undefined;
          throw error;
        });
    if (user) this.#put(user);
    else this.#absent.add(key);
    this.#doubtful.delete(key);
  }

  #put(user: User): void {
    this.#byId.set(user.userId, user);
    if (user.primaryEmail) this.#byEmail.set(user.primaryEmail.toLowerCase(), user);
    for (const name of [user.userId, user.primaryEmail?.toLowerCase() ?? user.userId]) {
      this.#absent.delete(name);
      this.#doubtful.delete(name);
    }
  }

  #remove(user: User, change: Change): void {
    this.#byId.delete(user.userId);
    for (const key of [user.userId, user.primaryEmail?.toLowerCase(), change.user]) {
      if (key === undefined) continue;
      this.#byEmail.delete(key);
      this.#absent.add(key);
    }
  }
}
