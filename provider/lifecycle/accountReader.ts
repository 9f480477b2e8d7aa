import type { CallOptions } from "../chime/callOptions";
import type { ChimeClient } from "../chime/client";
import type { ApiError } from "../errors/apiError";
import { isNotFound } from "../errors/isNotFound";
import { inTurn } from "../model/inTurn";
import { USERS_PER_PAGE } from "../model/limits";
import type { User } from "../model/user";
import { type AddressKey, isEmailAddress, type UserId, type UserKey } from "../model/userKey";
import { ABSENT, found, UNASKED, type UserReading } from "../model/userReading";
import { userAfter } from "../plan/actions";
import type { Change } from "../plan/verdict";
import type { AbsentAccount, AccountAnswer, FoundAccount } from "./accountReading";
import { RecentWrites } from "./recentWrites";
import { UserIndex } from "./userIndex";

/** What the service says of the account itself. */
type CountlessAnswer = Omit<FoundAccount, "users"> | AbsentAccount;

/** What to read of an account. */
export interface Reading {
  readonly keys: Iterable<UserKey>;
  /** Whether every user is wanted, not only those of `keys`. */
  readonly whole: boolean;
  /** How many users the account had last time, if known. */
  readonly usersExpected?: number | undefined;
  /** Whether an account that was out of reach when it was last asked is taken to be so still: saves the wait. */
  readonly trustFailure?: boolean;
  /** Ends the reading. */
  readonly signal?: AbortSignal | undefined;
}

/** How long a reading goes on while the service answers nobody, in milliseconds. */
const PATIENCE = { patienceMs: 15 * 60_000 };

/**
 * One reading of one account, shared by all resources of a process and kept true by what they write. It asks the
 * service for no more than it was asked itself, in the cheaper of two ways: page by page, or user by user.
 */
export class AccountReader {
  readonly #accountId: string;
  readonly #client: ChimeClient;
  readonly #onUsers: (users: number) => void;
  readonly #users = new UserIndex();
  readonly #writes = new RecentWrites();
  readonly #absent = new Set<UserKey>();
  /** Names of users whose write failed: how it ended may not be known, and so not how they are. */
  readonly #doubtful = new Set<UserKey>();
  #account: Promise<CountlessAnswer> | undefined;
  /** Why the last question got no answer; undefined where it got one. */
  #failure: unknown;
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
    return { ...answer, users: this.#whole ? this.#users.size : undefined };
  }

  async #askForAccount(signal: AbortSignal | undefined): Promise<CountlessAnswer> {
    try {
      return { type: "found", account: await this.#client.getAccount(this.#accountId, { ...PATIENCE, signal }) };
    } catch (error) {
      if (isNotFound(error)) return { type: "absent" };
      // The next one who asks may fare better: a failure is not an answer to keep.
      this.#account = undefined;
      this.#failure = error;
      throw error;
    }
  }

  /** All users; undefined where not all were read. */
  everyone(): Iterable<User> | undefined {
    return this.#whole ? this.#users.all() : undefined;
  }

  /** The addresses of all users that were read, in lower case. */
  addresses(): Iterable<UserKey> {
    return this.#users.addresses();
  }

  /** The IDs of all users who have an address, where several have it, as far as the account has been read. */
  sharing(address: UserKey): readonly string[] {
    return this.#users.sharing(address);
  }

  /** What is known of a user, by ID or address. */
  observe(key: UserKey): UserReading {
    if (this.#doubtful.has(key)) return UNASKED;
    const user = this.#users.find(key);
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
    this.#writes.note({ change, ended: "done", team }, this.#namesOf(change));
    const user = this.#users.find(change.userId) ?? { userId: change.userId };
    const after = userAfter(user, change, team);
    if (after) this.#put(after);
    else this.#remove(change);
  }

  /** Takes over that a user turned out not to be in the account any more. */
  gone(change: Change): void {
    this.#writes.note({ ended: "gone" }, this.#namesOf(change));
    this.#remove(change);
  }

  /** Takes over that a change failed: what is known of the user counts no more. */
  failed(change: Change): void {
    this.doubt(this.#namesOf(change));
  }

  /** Takes over that others may have changed a user, of all these names: what is known of the user counts no more. */
  doubt(names: readonly UserKey[]): void {
    const all = new Set(names.flatMap((name) => [name, ...this.#addressOf(name)]));
    this.#writes.note({ ended: "open" }, [...all]);
    for (const name of all) this.#doubtful.add(name);
  }

  #addressOf(name: UserKey): UserKey[] {
    const address = this.#users.find(name)?.primaryEmail?.toLowerCase();
    return address === undefined ? [] : [address];
  }

  #namesOf({ userId, user }: Change): UserKey[] {
    return [userId, user, ...this.#addressOf(userId)];
  }

  async #readNow(reading: Reading): Promise<void> {
    const unread = [...reading.keys].filter((key) => this.#isUnasked(key));
    const known = this.#account !== undefined && unread.length === 0 && (this.#whole || !reading.whole);
    if (!known && reading.trustFailure && this.#failure !== undefined) throw this.#failure;
    try {
      await this.#ask(unread, reading);
    } catch (error) {
      this.#failure = error;
      throw error;
    }
    if (!known) this.#failure = undefined;
  }

  async #ask(unread: UserKey[], reading: Reading): Promise<void> {
    const readUsers = this.#writes.during(() => this.#readUsers(unread, reading));
    const [account, notFound] = await Promise.all([this.account(reading.signal), readUsers]);
    // Where the account itself is gone, GetAccount is the one to tell.
    if (account.type === "found" && notFound) throw notFound;
  }

  /** Gives back an error that says that there is no such account. */
  async #readUsers(unread: UserKey[], { whole, usersExpected, signal }: Reading): Promise<ApiError | undefined> {
    try {
      if (whole && !this.#whole) await this.#readPages(Number.POSITIVE_INFINITY, signal);
      await this.#readSome(unread, usersExpected, signal);
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
  async #readSome(keys: UserKey[], usersExpected: number | undefined, signal: AbortSignal | undefined): Promise<void> {
    const unread = this.#unreadOf(keys);
    const pagesExpected = usersExpected === undefined ? 2 : Math.max(1, Math.ceil(usersExpected / USERS_PER_PAGE));
    if (unread.length >= pagesExpected) await this.#readPages(unread.length, signal);
    await Promise.all(this.#unreadOf(unread).map((key) => this.#readOne(key, signal)));
  }

  #unreadOf(keys: UserKey[]): UserKey[] {
    return keys.filter((key) => this.#isUnasked(key));
  }

  async #readPages(most: number, signal: AbortSignal | undefined): Promise<void> {
    let pages = 0;
    let asked = this.#writes.moment;
    for await (const page of this.#client.listUsers(this.#accountId, { ...PATIENCE, signal })) {
      for (const user of page) this.#take(user, asked);
      this.#onUsers(this.#users.size);
      pages += 1;
      if (pages >= most && page.length === USERS_PER_PAGE) return;
      asked = this.#writes.moment;
    }
    this.#whole = true;
  }

  /** Asks for a user, and once more each time that a write has ended since the question left. */
  async #readOne(key: UserKey, signal: AbortSignal | undefined): Promise<void> {
    const options = { ...PATIENCE, signal };
    let stands = false;
    while (!stands) {
      const asked = this.#writes.moment;
      const users = await (isEmailAddress(key) ? this.#findByAddress(key, options) : this.#findById(key, options));
      for (const user of users) this.#take(user, asked);
      stands = this.#writes.since(key, asked).length === 0;
      if (!stands) continue;
      if (users.length === 0) this.#absent.add(key);
      this.#doubtful.delete(key);
    }
  }

  async #findById(userId: UserId, options: CallOptions): Promise<readonly User[]> {
    try {
      return [await this.#client.getUser(this.#accountId, userId, options)];
    } catch (error) {
      if (isNotFound(error)) return [];
      throw error;
    }
  }

  /** The users of an address. Whoever was known to have it and is not among them has another one by now. */
  async #findByAddress(address: AddressKey, options: CallOptions): Promise<readonly User[]> {
    const users = await this.#client.findUsersByEmail(this.#accountId, address, options);
    const known = this.#users.find(address);
    const before = this.#users.sharing(address);
    for (const userId of before.length > 0 ? before : known ? [known.userId] : []) {
      if (users.some((user) => user.userId === userId)) continue;
      const { primaryEmail, ...nameless } = this.#users.find(userId) ?? { userId };
      this.#users.put(nameless);
    }
    return users;
  }

  /** Takes over an answer to a question of some moment; what was written since is not undone by it. */
  #take(answer: User, asked: number): void {
    const { user, overtaken } = this.#writes.bringUpToDate(answer, asked);
    if (user) this.#put(user, overtaken);
  }

  #put(user: User, doubtful = false): void {
    this.#users.put(user);
    for (const name of [user.userId, user.primaryEmail?.toLowerCase() ?? user.userId]) {
      this.#absent.delete(name);
      if (!doubtful) this.#doubtful.delete(name);
    }
  }

  #remove(change: Change): void {
    for (const name of this.#namesOf(change)) this.#absent.add(name);
    this.#users.remove(change.userId);
  }
}
