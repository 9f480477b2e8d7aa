import { type Holding, hasSame } from "../model/holding";
import type { Left, LetGo, MovedTo, NoteLeft, Offer } from "../model/neighbours";
import { isEmailAddress, type UserKey } from "../model/userKey";
import type { Ledger } from "../plan/ledger";
import { holdingSeen } from "../plan/ownership";
import type { KindRules } from "../plan/rules";
import type { Declaration } from "./declaration";
import { merged } from "./offers";
import { Releases } from "./releases";
import type { Moved } from "./storedMoved";

/** What a resource keeps, as its state has it. */
interface Kept {
  readonly urn: string | undefined;
  readonly accountId: string;
  readonly isSecret: boolean | undefined;
  /** Whether it is known before the engine comes to the program: by a refresh, or, where `isStored`, by the stack's state. */
  readonly isRefreshed: boolean;
  readonly isStored: boolean;
  /** Where these users have moved to, of whom it keeps what was before until that resource has taken over; undefined: nowhere. */
  readonly movedTo: MovedTo | undefined;
  readonly state: Keeper["state"];
  /** By each name that a user is known by; made when somebody asks for the first time. */
  byName?: ReadonlyMap<UserKey, Holding>;
}

/** Whether it is known by a refresh. */
function isReadBack({ isRefreshed, isStored }: Kept): boolean {
  return isRefreshed && !isStored;
}

/** Whether what is kept is a state: no two resources that were made at one time have the same users, at the same. */
function isOneState(kept: Kept, { accountId, state }: Omit<Keeper, "urn">): boolean {
  const { holdings } = state.ledger;
  const isHere = kept.movedTo === undefined && kept.accountId === accountId && kept.state.madeAt === state.madeAt;
  return isHere && holdings.size > 0 && hasSame(kept.state.ledger.holdings, holdings);
}

/** The resource that was asked about. */
export interface Keeper {
  readonly urn: string | undefined;
  /** The account that its state is about. */
  readonly accountId: string;
  /** Whether its users are secret; undefined where that is not known. */
  readonly isSecret?: boolean | undefined;
  readonly state: {
    readonly ledger: Pick<Ledger, "holdings" | "drifted">;
    readonly team: boolean;
    /** As it was applied last. */
    readonly declaration?: Pick<Declaration, "onRemoval">;
    readonly moved?: readonly Moved[];
    readonly letGoAt?: number | undefined;
    readonly madeAt?: number | undefined;
  };
}

/**
 * What resources keep of their users. Somebody who moves to another resource, or whose resource is replaced or renamed, is
 * found there as the one before has left the user: only the state of that one says what was before.
 */
export class Handovers {
  /** Whom they let go, and do not leave to others as they are. */
  readonly releases: Releases = new Releases();
  /** Those of the kind. */
  readonly rules: KindRules;
  #kept: Kept[] = [];
  readonly #taken = new Map<string, string>();
  readonly #secured = new Set<string>();
  readonly #failed = new Set<string>();
  readonly #foundSo = new Map<string, string>();
  /** By account and URN. */
  readonly #notes = new Map<string, readonly NoteLeft[]>();

  constructor(rules: KindRules) {
    this.rules = rules;
  }

  /** The URNs of the resources of which it is known whom they keep. */
  get known(): string[] {
    return this.#kept.flatMap(({ urn }) => urn ?? []);
  }

  /** When resources were made, or last let go of somebody that they had, by URN. */
  get letGo(): LetGo[] {
    return this.#kept.flatMap(({ urn, isStored, state: { letGoAt, madeAt } }): LetGo[] =>
      urn === undefined || letGoAt === undefined ? [] : [{ urn, at: letGoAt, isMade: letGoAt === madeAt, isStored }],
    );
  }

  /** What refreshes have shown, for others to keep: a process that ends can't be asked any more. */
  refreshed(resource: string): Left[] {
    return this.#kept
      .filter(({ isRefreshed }) => isRefreshed)
      .map((kept) => {
        const { accountId, urn, movedTo, state } = kept;
        return {
          resource,
          accountId,
          urn,
          movedTo,
          letGoAt: state.letGoAt,
          madeAt: state.madeAt,
          users: [...this.#namesOf(kept)],
        };
      });
  }

  /** The URNs of the resources that the engine has read back in this run. */
  get refreshedUrns(): string[] {
    return this.#kept.filter(isReadBack).flatMap(({ urn }) => urn ?? []);
  }

  #namesOf(kept: Kept): ReadonlyMap<UserKey, Holding> {
    kept.byName ??= indexNames(kept.state, this.rules);
    return kept.byName;
  }

  /** Whether there is anything to hand over. */
  get isEmpty(): boolean {
    return this.#kept.length === 0;
  }

  /** Whether what is known of an account is all of the resource of this URN, and of none that waits for its deletion under the same one. */
  isAllOf(urn: string | undefined, accountId: string): boolean {
    const there = this.#kept.filter((kept) => kept.accountId === accountId);
    const readBack = there.filter((kept) => isReadBack(kept) && kept.movedTo === undefined);
    return readBack.length < 2 && there.every((kept) => urn !== undefined && kept.urn === urn);
  }

  /** Notes whom a resource keeps by the stack's state: nothing else may tell of it in time. */
  noteStored(keeper: Keeper): void {
    this.#keep(keeper, { isRefreshed: true, isStored: true });
  }

  #keep({ urn, accountId, isSecret, state }: Keeper, how: Pick<Kept, "isRefreshed" | "isStored">): void {
    const { moved = [], team } = state;
    this.#kept.push({ urn, accountId, isSecret, state, movedTo: undefined, ...how });
    for (const { to, at, isNew, holdings } of moved) {
      const ledger = { holdings, drifted: new Map() };
      this.#kept.push({ urn, accountId, isSecret, state: { ledger, team }, movedTo: { to, at, isNew }, ...how });
    }
  }

  /**
   * Notes whom a resource keeps. `refreshed`: the engine has just read it back, and has not come to the program yet. `deleted`: the program
   * may have another one of its URN.
   */
  note(keeper: Keeper, how: "asked about" | "refreshed" | "deleted" = "asked about"): void {
    const { urn, accountId, state } = keeper;
    const isOf = (kept: Kept): boolean => kept.urn !== undefined && kept.urn === urn && kept.accountId === accountId;
    const isSame = (kept: Kept): boolean => isOf(kept) && !(how === "deleted" && kept.state.madeAt !== state.madeAt);
    // Two resources may have one URN, where one waits for its deletion: what a refresh has read, or the state has, stays beside the rest.
    this.#kept = this.#kept.filter((kept) => !isSame(kept) || kept.isRefreshed);
    this.#keep(keeper, { isRefreshed: how === "refreshed", isStored: false });
  }

  /**
   * Notes that what was known of one name is a resource that has another one now, by an alias; undefined: it was imported, and its state does not
   * tell its name. A refresh reads it by the name that its state has.
   */
  noteRenamed(before: string | undefined, { urn, accountId, state }: Keeper): void {
    const isIt = (kept: Kept): boolean =>
      kept.urn === before && kept.accountId === accountId && kept.state.madeAt === state.madeAt;
    // A name that another one has left to this one is not that other one's any more, and the other way round.
    this.#kept = this.#kept.map((kept) => (isIt(kept) ? { ...kept, urn } : kept));
  }

  /**
   * The name by which the engine has read a resource back that has another one now, by what its state says: of a program that can't tell its
   * aliases nothing else does. Undefined: it has kept its name, or that is not certain.
   */
  formerUrn({ urn, accountId, state }: Keeper): string | undefined {
    if (state.ledger.holdings.size === 0) return undefined;
    const [one, ...more] = this.#kept.filter((kept) => isReadBack(kept) && isOneState(kept, { accountId, state }));
    return one?.urn === urn || more.length > 0 ? undefined : one?.urn;
  }

  /** Whether what is kept by a URN is that very state: of a resource that has another name in the stack than its own state has. */
  isStateOf(urn: string, { accountId, state }: Omit<Keeper, "urn">): boolean {
    return this.#kept.some((kept) => kept.urn === urn && isOneState(kept, { accountId, state }));
  }

  /** The resources that have users of an account in their state: not who is only noted to have moved away. */
  keepersOn(accountId: string): readonly Keeper[] {
    return this.#kept.filter((kept) => kept.accountId === accountId && kept.movedTo === undefined);
  }

  /** What is kept of a user by one of these names; first the resource that knows what was before. `isOwn`: what whoever asks knows by itself. */
  find(accountId: string, name: UserKey, isOwn: (offer: Offer) => boolean = () => false): Offer | undefined {
    return merged([...this.offers(accountId, name)].filter((offer) => !isOwn(offer)));
  }

  /** What each resource keeps of a user by this name. */
  *offers(accountId: string, name: UserKey): Generator<Offer, void, undefined> {
    for (const kept of this.#kept) {
      if (kept.accountId !== accountId) continue;
      const holding = this.#namesOf(kept).get(name);
      if (holding === undefined) continue;
      const releasedTo = this.releases.toOf(accountId, holding.userId);
      yield { urn: kept.urn, holding, isRefreshed: kept.isRefreshed, movedTo: kept.movedTo, releasedTo };
    }
  }

  /** Whether it is known whom a resource keeps on an account: not of one that is only about to be made there. */
  knows({ urn, accountId }: Pick<Keeper, "urn" | "accountId">): boolean {
    return this.#kept.some(
      (kept) =>
        kept.urn === urn && kept.accountId === accountId && (kept.isRefreshed || kept.state.ledger.holdings.size > 0),
    );
  }

  /** Whether the engine has read a resource back in this run: the one on an account, where that is told. */
  isRefreshed(urn: string | undefined, accountId?: string): boolean {
    const isThere = (kept: Kept): boolean => accountId === undefined || kept.accountId === accountId;
    return this.#kept.some((kept) => isReadBack(kept) && kept.urn === urn && isThere(kept));
  }

  /** Notes that what was before has gone along with a user, where an offer tells it. */
  noteTaken({ holding }: Offer): void {
    if (holding.before !== undefined) this.#taken.set(holding.userId, holding.before);
  }

  /** What a resource that has asked for a user was told of before, as far as this process knows. */
  beforeTaken(userId: string): string | undefined {
    return this.#taken.get(userId);
  }

  /** Notes that a resource of this process has taken users over and is past its guards: it will have them in its state. */
  noteSecured(accountId: string, userIds: Iterable<string>): void {
    for (const userId of userIds) this.#secured.add(`${accountId} ${userId}`);
  }

  /** Leaves notes to the resource that is made in the place of one that is deleted first: the state of that goes. */
  leaveNotes(urn: string, accountId: string, notes: readonly NoteLeft[]): void {
    this.#notes.set(`${accountId} ${urn}`, notes);
  }

  notesFor(urn: string, accountId: string): readonly NoteLeft[] {
    return this.#notes.get(`${accountId} ${urn}`) ?? [];
  }

  /** Notes that a resource of this process could not make users as declared: it does not have them in its state. */
  noteFailed(accountId: string, userIds: Iterable<string>): void {
    for (const userId of userIds) this.#failed.add(`${accountId} ${userId}`);
  }

  hasFailed(accountId: string, userId: string): boolean {
    return this.#failed.has(`${accountId} ${userId}`);
  }

  /** Notes at what a resource of this process has found users whom it lists, of whom it does not know what they had before. */
  noteFoundSo(accountId: string, found: Iterable<Pick<Holding, "userId" | "value">>): void {
    for (const { userId, value } of found) this.#foundSo.set(`${accountId} ${userId}`, value);
  }

  foundSo(accountId: string, userId: string): string | undefined {
    return this.#foundSo.get(`${accountId} ${userId}`);
  }

  /** Whether a resource has a user in its state now, or is about to. */
  isSecured(accountId: string, userId: string): boolean {
    return this.#secured.has(`${accountId} ${userId}`);
  }
}

/** The holdings by ID, by the program's name and by the recorded address. */
function indexNames({ ledger, team }: Keeper["state"], rules: KindRules): Map<UserKey, Holding> {
  const { holdings, drifted } = ledger;
  const byName = new Map<UserKey, Holding>();
  for (const [key, kept] of holdings) {
    // By whatever name the user is listed next: an invitation goes to the address.
    const held = team && kept.email === undefined && isEmailAddress(key) ? { ...kept, email: key } : kept;
    const { userId, value, email } = held;
    // Whom others have changed since, and then changed back, is not ours any more, wherever the user goes.
    const holding = drifted.has(key) ? holdingSeen(held, { userId, value, wasDrifted: true }, rules) : held;
    for (const name of [key, userId, email?.toLowerCase()]) if (name !== undefined) byName.set(name, holding);
  }
  return byName;
}
