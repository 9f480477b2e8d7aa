import type { CallOptions } from "../chime/callOptions";
import type { ChimeClient } from "../chime/client";
import type { UserPages } from "../chime/pages";
import { ApiError } from "../errors/apiError";
import { USERS_PER_PAGE } from "../model/limits";
import type { User } from "../model/user";
import type { UserKey } from "../model/userKey";

/** Decides page by page whether the next is worth its call. */
interface PageBudget {
  isWorthGoingOn(): boolean;
  /** Notes that a page was read on this budget. */
  notePage(): void;
}

/**
 * The pages of one account, read once for all who ask, and whether the next is worth its call. What single looks and
 * pages have cost so far counts together, whoever asked: see `budget`.
 */
export class AccountPages {
  readonly #list: () => UserPages;
  #pages: UserPages;
  #isAtEnd = false;
  #isStale = false;
  #wasRefused = false;
  /** How many pages lie behind, how many users were on them, and how many pages were behind at most. */
  #position = 0;
  #listed = 0;
  #reached = 0;
  /** How many users the service gives a page; it may give fewer than it was asked for. */
  #perPage = USERS_PER_PAGE;
  /** How many users the account is expected to have. */
  #users: number | undefined;
  /** Everybody whom a page or a single look has had to tell, and how many pages that has taken. */
  readonly #asked = new Set<UserKey>();
  #spent = 0;
  /** How many single looks were made, by who asked. */
  readonly #looks = new Map<string | undefined, number>();

  constructor(accountId: string, client: ChimeClient) {
    this.#list = () => client.listUsers(accountId);
    this.#pages = this.#list();
  }

  /** Whether there is no page left. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** Whether pages lie behind, which tell nothing any more. */
  get isUnderWay(): boolean {
    return this.#position > 0;
  }

  /** Takes over how many users the account is expected to have; undefined tells nothing. */
  expect(users: number | undefined): void {
    this.#users = users ?? this.#users;
  }

  /** Notes whom somebody has to be told of. */
  ask(keys: Iterable<UserKey>): void {
    for (const key of keys) this.#asked.add(key);
  }

  /** Notes that nobody waits for these any more. */
  withdraw(keys: Iterable<UserKey>): void {
    for (const key of keys) this.#asked.delete(key);
  }

  /** Notes how many users are looked at one by one, and for whom. */
  noteLooks(by: string | undefined, looks: number): void {
    this.#looks.set(by, (this.#looks.get(by) ?? 0) + looks);
  }

  /** Notes that a user has left the account: the users after them may have moved to a page that lies behind. */
  noteRemoved(): void {
    this.#isStale ||= this.#position > 0;
  }

  /** Makes ready to go on. Where users have left the account since the last page, that is from the beginning. */
  resume(): void {
    if (this.#isStale && !this.#isAtEnd) this.#restart();
  }

  /** Begins anew, and forgets what was asked and spent, where so many users whose pages lie behind are fewer calls that way. */
  beginAnewFor(behind: number): void {
    if (behind < this.#position + (this.#isAtEnd ? 1 : (this.#rest() ?? 1))) return;
    this.#restart();
    this.#reached = 0;
    this.#wasRefused = false;
    this.#asked.clear();
    this.#looks.clear();
    this.#spent = 0;
  }

  /**
   * What pages may cost for those who ask, `open` being the users who are not known yet. The pages are gone on with where what
   * others have spent on single looks and the looks still to be made come to as many calls as the rest of the pages. They are
   * not gone on with where that would make more pages than there were users to be told of: looks would have been fewer. Where
   * the number of pages is not known that limit alone decides, and one user alone is looked at.
   */
  budget(open: ReadonlySet<UserKey>, by: string | undefined): PageBudget {
    this.ask(open);
    const served = this.#asked.size - open.size;
    const spentByOthers = this.#sumOfLooks() - (this.#looks.get(by) ?? 0);
    let read = 0;
    return {
      isWorthGoingOn: () => {
        const again = this.#reached - this.#position;
        const rest = this.#rest();
        const needed = rest === undefined ? Math.max(2, read + again + 1) : read + rest;
        return this.#asked.size - this.#spent > again && spentByOthers + this.#asked.size - served >= needed;
      },
      notePage: () => {
        read += 1;
        this.#spent += 1;
      },
    };
  }

  /** Reads the next page. Where the service refuses its token, which may have expired, begins anew once, with no user read. */
  async next(options: CallOptions): Promise<readonly User[]> {
    try {
      return this.#take(await this.#pages.next(options));
    } catch (error) {
      if (this.#position === 0 || this.#wasRefused || !isRefusal(error)) throw error;
    }
    this.#wasRefused = true;
    this.#restart();
    return [];
  }

  #take({ done, value }: IteratorResult<readonly User[], void>): readonly User[] {
    const users = value ?? [];
    this.#isAtEnd = done === true || this.#pages.isAtEnd;
    this.#position += 1;
    this.#listed += users.length;
    this.#reached = Math.max(this.#reached, this.#position);
    if (!this.#isAtEnd && this.#listed > 0) this.#perPage = this.#listed / this.#position;
    return users;
  }

  /** How many pages there are still, as far as the account's size is known. */
  #rest(): number | undefined {
    if (this.#users === undefined || (this.#position > 0 && this.#listed >= this.#users)) return undefined;
    return Math.max(1, Math.ceil((this.#users - this.#listed) / this.#perPage));
  }

  #sumOfLooks(): number {
    return [...this.#looks.values()].reduce((sum, looks) => sum + looks, 0);
  }

  #restart(): void {
    this.#pages = this.#list();
    this.#isAtEnd = false;
    this.#isStale = false;
    this.#position = 0;
    this.#listed = 0;
  }
}

function isRefusal(error: unknown): boolean {
  return ApiError.isInstance(error) && error.kind === "invalid";
}
