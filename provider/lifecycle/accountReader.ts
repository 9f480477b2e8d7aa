import type { ChimeClient } from "../chime/client";
import type { ApiError } from "../errors/apiError";
import { isNotFound } from "../errors/isNotFound";
import { inTurn } from "../model/inTurn";
import type { User } from "../model/user";
import { isEmailAddress, type UserKey } from "../model/userKey";
import { ABSENT, found, UNASKED, type UserReading } from "../model/userReading";
import { userAfter } from "../plan/actions";
import type { Change } from "../plan/verdict";
import { AccountPages } from "./accountPages";
import type { AbsentAccount, AccountAnswer, FoundAccount } from "./accountReading";
import { findUsers } from "./findUsers";
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
  /** Who asks: what others have spent is held against the pages, and nobody reads pages for what they have asked themselves. */
  readonly by?: string | undefined;
  /** Whether an account that was out of reach when it was last asked is taken to be so still: saves the wait. */
  readonly trustFailure?: boolean;
  /** Ends the reading. */
  readonly signal?: AbortSignal | undefined;
}

/** How long a reading goes on while the service answers nobody, in milliseconds. */
const PATIENCE = { patienceMs: 15 * 60_000 };

/** A reading that has not ended yet. */
interface Pending {
  readonly whole: boolean;
  /** Who was not known when it was last looked at. */
  unread: readonly UserKey[];
}

/**
 * One reading of one account, shared by all resources of a process and kept true by what they write. It asks the
 * service for no more than it was asked itself, in the cheaper of two ways: page by page, or user by user. The pages are
 * read once for all: who asks later goes on where the last one stopped, and who waits counts as asking.
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
  readonly #pages: AccountPages;
  readonly #pending = new Set<Pending>();
  readonly #takeTurn = inTurn();

  /** `onUsers` is told after each page how many users are known. */
  constructor(accountId: string, client: ChimeClient, onUsers: (users: number) => void = () => undefined) {
    this.#accountId = accountId;
    this.#client = client;
    this.#pages = new AccountPages(accountId, client);
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
      if (isNotFound(error)) return { type: "absent", at: await this.#client.elsewhere() };
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
  async read(reading: Reading): Promise<void> {
    const keys = [...reading.keys];
    const pending: Pending = { whole: reading.whole, unread: this.#unreadOf(keys) };
    // Pages that are being read for others meanwhile are read for this one too.
    this.#pages.ask(this.#ahead(pending.unread));
    this.#pending.add(pending);
    try {
      await this.#takeTurn(() => {
        pending.unread = this.#unreadOf(keys);
        return this.#readNow(pending.unread, reading);
      });
    } catch (error) {
      this.#pages.withdraw(this.#unreadOf(pending.unread));
      throw error;
    } finally {
      this.#pending.delete(pending);
    }
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

  async #readNow(unread: readonly UserKey[], reading: Reading): Promise<void> {
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

  async #ask(unread: readonly UserKey[], reading: Reading): Promise<void> {
    const readUsers = this.#writes.during(() => this.#readUsers(unread, reading));
    const [account, notFound] = await Promise.all([this.account(reading.signal), readUsers]);
    // Where the account itself is gone, GetAccount is the one to tell.
    if (account.type === "found" && notFound) throw notFound;
  }

  /** Gives back an error that says that there is no such account. */
  async #readUsers(unread: readonly UserKey[], reading: Reading): Promise<ApiError | undefined> {
    try {
      await this.#readSome(unread, reading);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return error;
    }
    return undefined;
  }

  /** Few users are asked for one by one, many come with the pages. */
  async #readSome(unread: readonly UserKey[], { whole, usersExpected, by, signal }: Reading): Promise<void> {
    if (unread.length === 0 && (this.#whole || !whole)) return;
    this.#pages.resume();
    this.#pages.expect(this.#whole ? this.#users.size : usersExpected);
    this.#pages.beginAnewFor(unread.length - this.#ahead(unread).length);
    await this.#readPages(by, signal);
    const left = this.#unreadOf(unread);
    this.#pages.noteLooks(by, left.length);
    await Promise.all(left.map((key) => this.#readOne(key, signal)));
  }

  #unreadOf(keys: readonly UserKey[]): UserKey[] {
    return keys.filter((key) => this.#isUnasked(key));
  }

  /** Those who may be on a page that is not read yet: not those who were known, and count as unknown since a write failed. */
  #ahead(unread: readonly UserKey[]): readonly UserKey[] {
    return this.#pages.isUnderWay ? unread.filter((key) => !this.#doubtful.has(key)) : unread;
  }

  /** Everybody who is still to be read, for whomever. */
  #open(): Set<UserKey> {
    return new Set([...this.#pending].flatMap(({ unread }) => this.#ahead(this.#unreadOf(unread))));
  }

  #isAllWanted(): boolean {
    return !this.#whole && [...this.#pending].some(({ whole }) => whole);
  }

  async #readPages(by: string | undefined, signal: AbortSignal | undefined): Promise<void> {
    if (this.#pages.isAtEnd) return;
    const budget = this.#pages.budget(this.#open(), by);
    while (!this.#pages.isAtEnd) {
      const isForAll = this.#isAllWanted();
      if (!isForAll && !budget.isWorthGoingOn()) return;
      const asked = this.#writes.moment;
      const users = await this.#pages.next({ ...PATIENCE, signal });
      if (!isForAll) budget.notePage();
      for (const user of users) this.#take(user, asked);
      if (users.length > 0) this.#onUsers(this.#users.size);
    }
    this.#whole = true;
  }

  /** Asks for a user, and once more each time that a write has ended since the question left. */
  async #readOne(key: UserKey, signal: AbortSignal | undefined): Promise<void> {
    const options = { ...PATIENCE, signal };
    let stands = false;
    while (!stands) {
      const asked = this.#writes.moment;
      const users = await findUsers(this.#client, this.#accountId, key, options);
      if (isEmailAddress(key)) this.#users.leaveAddressTo(key, users);
      for (const user of users) this.#take(user, asked);
      stands = this.#writes.since(key, asked).length === 0;
      if (!stands) continue;
      if (users.length === 0) this.#absent.add(key);
      this.#doubtful.delete(key);
    }
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
    this.#pages.noteRemoved();
    for (const name of this.#namesOf(change)) this.#absent.add(name);
    this.#users.remove(change.userId);
  }
}
