import type { Holding } from "../model/holding";
import { countOf, listNames } from "../model/names";
import type { MovedTo, Offer } from "../model/neighbours";
import { isLeftOutOfRun } from "../model/partialRun";
import { nameAt, placeInUrn } from "../model/urn";
import { isEmailAddress, type UserKey } from "../model/userKey";
import type { Ledger } from "../plan/ledger";
import type { Verdict } from "../plan/verdict";
import type { Lister } from "./claims";
import { isListingSecret, type Work } from "./context";
import { describeNamed, describeWork } from "./describeResource";
import { isAsStored } from "./holders";
import { noteId } from "./notesOver";
import type { Prepared } from "./prepare";
import { createProgress } from "./progress";
import { selfOf } from "./self";
import type { State } from "./state";
import type { Moved } from "./storedMoved";
import { type Moving, movingOf } from "./tellLost";
import { tellOnce } from "./tellNotes";
import { waitWhile } from "./waitWhile";
import { type Keepers, keptElsewhere, namesNow, type Traced, traceMoved } from "./whereabouts";

/*
 * What was before goes along with a user who moves to another resource. The one that the user leaves keeps a note of it, in its own
 * state, until the other has the user: that one may be refused, wait for something that fails, or have no part in the run at all.
 * A note may be out of date: the other may have had the user since, and have let the user go. Then nothing is to be done by it.
 */

/** How long a resource that is done waits for one that the engine has asked about to begin, in milliseconds. */
const LONGEST_WAIT_MS = 300;

/** A state without notes, or of which nothing is known yet. */
export function uncounted(state: State): Counted {
  return { state, isOutdated: false, isOpen: false, isOver: false, comeBack: new Set(), untraced: [] };
}

/** A state in which those count who have moved away and were not taken over. */
export interface Counted {
  readonly state: State;
  /** Whether the state is to be written anew for its notes: somebody has come back, is listed nowhere any more, or moves on. */
  readonly isOutdated: boolean;
  /** Whether nothing has told so far of the resource that somebody has moved to. */
  readonly isOpen: boolean;
  /** Whether notes go, since another resource has these users. */
  readonly isOver: boolean;
  /** Who counts again, by all names, though another resource may have had them since: since they are listed here, or are listed nowhere. */
  readonly comeBack: ReadonlySet<string>;
  /** Notes that are dropped, since nothing tells any more whether the other resource has had these users. */
  readonly untraced: readonly Moved[];
}

/** What becomes of a note: the user counts again, the note stays, or it is dropped, where `untraced` with a word on it. */
type Fate = "counts" | "stays" | "over" | "untraced";

function fateOf(
  { declaration }: Work,
  { to }: MovedTo,
  { names, claimant, whereabouts }: Traced,
  isSeenOver: boolean,
): Fate {
  if (whereabouts === "taken" || isSeenOver) return "over";
  if (names.some((name) => declaration.desired.has(name))) return "counts";
  if (claimant) {
    // With a resource that goes its notes go, too: the plan has to say so, or to refuse it.
    const movesOn = claimant.place !== undefined && claimant.place !== to;
    return declaration.isDeleted || (movesOn && whereabouts === "never taken") ? "counts" : "stays";
  }
  if (whereabouts === "never taken" || whereabouts === "perhaps taken") return "counts";
  return whereabouts === "untraceable" ? "untraced" : "stays";
}

/**
 * Puts those back into a state who have moved away, and of whom it is known that no other resource has taken them over. `isCompared`: the
 * engine has not asked about all of the program yet.
 */
export async function withMoved(work: Work, isCompared: boolean = false): Promise<Counted> {
  const { state, session } = work;
  if (state.moved.length === 0) return uncounted(state);
  const trace = await traceMoved(work, await session.asOf.moment(), isCompared);
  let isChanged = false;
  const counting = new Map<UserKey, Holding>();
  const comeBack = new Set<string>();
  const fates = state.moved.map((moved) => {
    const traced = trace(moved);
    const byFate = Map.groupBy(moved.holdings, (one) => {
      const traces = traced(one);
      const { names, claimant, whereabouts, mayBeChanged } = traces;
      const isSeenOver = whereabouts === "perhaps taken" && session.notesOver.has(noteId(work, moved, one[1]));
      const fate = fateOf(work, moved, traces, isSeenOver);
      if (fate === "counts" && mayBeChanged) for (const name of names) comeBack.add(name);
      // What another resource has and lists is no reason to write anything.
      isChanged ||= fate === "counts" || fate === "untraced" || (fate === "over" && claimant === undefined);
      return fate;
    });
    for (const [key, holding] of byFate.get("counts") ?? []) counting.set(key, holding);
    return { moved, byFate };
  });
  const withFate = (fate: Fate): Moved[] =>
    fates
      .map(({ moved, byFate }) => ({ ...moved, holdings: new Map(byFate.get(fate)) }))
      .filter(({ holdings }) => holdings.size > 0);
  const holdings = new Map([...counting, ...state.ledger.holdings]);
  const ledger = { ...state.ledger, holdings };
  return {
    state: { ...state, ledger, moved: withFate("stays") },
    isOutdated: isChanged,
    isOpen: withFate("stays").some(({ to }) => !session.others(work.kind).isAskedAt(to)),
    isOver: withFate("over").length > 0,
    comeBack,
    untraced: withFate("untraced"),
  };
}

/** The resources that list somebody who moves, but for the one that the user leaves; of which only the preview was told, too. */
function listersOf(
  { kind, session, urn, declaration }: Work,
  moment: number,
  { listedAs: names, verdict }: Moving,
): Lister[] {
  const all = session.claims(kind).listers(declaration.accountId, { names, moment });
  const listers = all.filter(({ is }) => urn === undefined || !is(urn));
  const { place } = verdict.to;
  if (listers.length > 0 || place === undefined) return listers;
  const is = (one: string): boolean => placeInUrn(one) === place;
  return [{ name: nameAt(place), place, is, isPending: false, isChecked: false }];
}

/**
 * Waits for resources that the engine has asked about, until they are done: once this one is in the state, nothing else knows what its
 * users had before, should the run be killed.
 */
async function waitForThem(work: Work, listers: readonly Lister[]): Promise<void> {
  const { kind, session, declaration, signal } = work;
  const others = session.others(kind);
  const end = session.clock.monotonicMs() + LONGEST_WAIT_MS;
  const isOpen = (lister: Lister): boolean => {
    if (lister.isPending || others.hasEnded(lister)) return false;
    return others.isWorking(lister) || (lister.isChecked && session.clock.monotonicMs() < end);
  };
  await others.find(declaration.accountId, []);
  // What was written is to be told of, also where the run is cancelled; one that is at work comes to its own end.
  const isSo = (): boolean => signal?.aborted !== true && listers.some(isOpen);
  const tell = createProgress((text) => session.report.progress(text, work.urn), session.clock);
  const then = async (): Promise<void> => {
    const [first] = listers.filter(isOpen);
    if (first === undefined) return;
    tell(() => `${describeWork(work)}: done; waits until ${describeNamed(kind, first.name)} has users of it, too`);
  };
  await waitWhile({ ...work, signal: undefined }, isSo, then, Number.POSITIVE_INFINITY);
}

/** Somebody who moves, and to which resource. */
type Leaving = Moving & { readonly to: Lister };

/** What other resources go on keeping: not one that lets the user go in this run, too, or does not know what was before. */
async function stayingOf(
  { kind, session, declaration }: Work,
  ids: readonly UserKey[],
  keepers: Keepers,
): Promise<Keepers> {
  const holders = (await session.others(kind).holders(declaration.accountId, ids, false)).filter(isAsStored);
  const left = new Set(holders.flatMap(({ urn, userId, listing }) => (listing === "left" ? [`${urn} ${userId}`] : [])));
  const knows = ({ urn, holding }: Offer): boolean =>
    holding.before !== undefined && !left.has(`${urn} ${holding.userId}`);
  return new Map([...keepers].map(([name, offers]) => [name, offers.filter(knows)]));
}

/** Who moves by a plan, and to which resources. */
function leavingBy(work: Work, { plan, moment }: Prepared): Leaving[] {
  const { onRemoval } = work.declaration;
  const isMove = (verdict: Verdict) => (verdict.type === "moves" ? movingOf(work, verdict, onRemoval) : []);
  return plan.verdicts.flatMap(isMove).flatMap((one): Leaving[] => {
    const [to] = listersOf(work, moment, one);
    return to === undefined ? [] : [{ ...one, to }];
  });
}

/** Those whom the resource that they move to has not taken over. */
async function untakenOf(work: Work, leaving: readonly Leaving[]): Promise<readonly Leaving[]> {
  if (leaving.length === 0) return [];
  const { kind, session, declaration } = work;
  const { accountId } = declaration;
  await waitForThem(work, [...new Map(leaving.map(({ to }) => [to.place, to])).values()]);
  const others = session.others(kind);
  const ids = leaving.map(({ userId }) => userId);
  const { secured, failed } = await others.secured(accountId, ids);
  const keepers = await others.keepers(
    accountId,
    leaving.flatMap(({ names }) => names),
  );
  const staying = await stayingOf(work, ids, keepers);
  // Where what was before was not known in time, what is done has the user in its state all the same, unless the user failed there.
  const hasTaken = ({ userId, to }: Leaving): boolean =>
    others.isSettled(to) && (secured.has(userId) || !failed.has(userId));
  const isSelf = selfOf(work);
  // What is not done yet may have the user in its state of before the user came here.
  const isKept = (one: Leaving): boolean =>
    keptElsewhere(isSelf, staying, { ...one, names: namesNow(work, keepers, one), to: one.to.place }) === "as is";
  return leaving.filter((one) => !hasTaken(one) && !isKept(one));
}

/** Says for whom a resource keeps what was before, where the one that they move to has no part in the run. */
function tellLeftOut(work: Work, leaving: readonly Leaving[]): void {
  const { kind } = work;
  const byLister = Map.groupBy(
    leaving.filter(({ to }) => to.isPending),
    ({ to }) => to.place,
  );
  for (const [place, all] of byLister) {
    const text = `${describeWork(work)}: keeps in its state what ${countOf(all.length, "user")} had before, until ${describeNamed(kind, nameAt(place))} takes over, which it has not yet done: ${listNames(all.map(({ verdict }) => verdict.user))}. Run pulumi up for the whole stack.`;
    tellOnce(work, text);
  }
}

/** Says in a preview for whom that is going to be so. */
export async function foretellLeftOut(work: Work, prepared: Prepared): Promise<void> {
  const leaving = leavingBy(work, prepared).filter(({ to }) => isLeftOutOfRun(to.is));
  tellLeftOut(work, await untakenOf(work, leaving));
}

/** Of whom the next one lists by an address the note has it, so that it is known who that is. */
function withAddress(holding: Holding, { address }: Pick<Verdict & { type: "moves" }, "address">): Holding {
  return address === undefined || !isEmailAddress(address) ? holding : { email: address, ...holding };
}

/**
 * The notes of those of a plan who move, and whom the resource that lists them has not taken over yet. Who was secret before stays so,
 * also where the program names its users in clear from now on.
 */
export async function noteMoved(work: Work, prepared: Prepared): Promise<readonly Moved[]> {
  const { kind, session, state } = work;
  const at = session.clock.now();
  const leaving = await untakenOf(work, leavingBy(work, prepared));
  tellLeftOut(work, leaving);
  const byLister = Map.groupBy(leaving, ({ to }) => to.place);
  if (leaving.length > 0) await session.learnStored(kind);
  const others = session.others(kind);
  const noted = [...byLister].map(([to, all]) => ({
    to,
    at,
    isNew: others.isAbsent(to) || (work.isUntold === true && session.foreseen.isMade(kind.resource, to)),
    isSecret: false,
    holdings: new Map(all.map(({ verdict, holding }) => [verdict.user, withAddress(holding, verdict)])),
  }));
  const all = [...state.moved, ...noted];
  return isListingSecret(work) ? all.map((one) => ({ ...one, isSecret: true })) : all;
}

/** Notes without those whom the resource has itself again, by whatever name. */
export function withoutKept(moved: readonly Moved[], { holdings }: Pick<Ledger, "holdings">): Moved[] {
  if (moved.length === 0) return [];
  const kept = new Set([...holdings.values()].map(({ userId }) => userId));
  return moved.flatMap((one) => {
    const left = new Map([...one.holdings].filter(([, { userId }]) => !kept.has(userId)));
    return left.size === 0 ? [] : [{ ...one, holdings: left }];
  });
}
