import type { Holding } from "../model/holding";
import { countOf, listNames } from "../model/names";
import type { Offer } from "../model/neighbours";
import type { UserKey } from "../model/userKey";
import type { Verdict } from "../plan/verdict";
import { findClaimant } from "./claimant";
import type { Lister } from "./claims";
import type { Work } from "./context";
import { describeNamed, describeWork } from "./describeResource";
import type { Kind } from "./kind";
import type { Prepared } from "./prepare";
import type { State } from "./state";
import type { Moved } from "./storedMoved";
import { type Moving, movingOf, namesOfHolding } from "./tellLost";
import { waitWhile } from "./waitForOthers";

/*
 * What was before goes along with a user who moves to another resource. The one that the user leaves keeps a note of it, in its own
 * state, until the other has the user: that one may be refused, wait for something that fails, or have no part in the run at all.
 * A note may be out of date: then others decide about the user, and nothing is to be done by it.
 */

/** How long a resource that is done waits for one that the engine has asked about to begin, in milliseconds. */
const LONGEST_WAIT_MS = 300;
/** How long a deletion waits to be told of another resource that may have the user, in milliseconds. */
const LONGEST_WAIT_OF_DELETION_MS = 1_500;

/** What is kept of users, by each name that they are asked for by. */
type Keepers = ReadonlyMap<UserKey, readonly Offer[]>;

/** Whether another resource has a user in its state who goes by these names: what is only noted of the user does not count. */
function isKeptElsewhere({ urn }: Work, keepers: Keepers, names: readonly UserKey[]): boolean {
  return names.some((name) => keepers.get(name)?.some((offer) => !offer.isMoving && offer.urn !== urn));
}

/** Whether the resource that users have moved to has taken them over; undefined: nobody of the run can tell. */
type IsTaken = (moved: Moved, names: readonly UserKey[]) => boolean | undefined;

/** What another resource has in its state, or has had, counts more than a note. */
async function findWhoHas(work: Work): Promise<IsTaken> {
  const { kind, session, declaration, state } = work;
  const others = session.others(kind);
  // The engine may come to the resource that has taken them over only after this one.
  if (declaration.isDeleted !== true) await session.learnStored(kind);
  // A deletion is asked about side by side with others, which may be a moment later.
  const isOpen = (): boolean =>
    declaration.isDeleted === true && state.moved.some(({ to }) => others.tookOverAt(to) === undefined);
  await others.find(state.declaration.accountId, []);
  await waitWhile({ ...work, signal: undefined }, isOpen, undefined, LONGEST_WAIT_OF_DELETION_MS);
  const names = state.moved.flatMap(({ holdings }) => [...holdings].flatMap((one) => namesOfHolding(...one)));
  const keepers = await others.keepers(state.declaration.accountId, names);
  return ({ to, at }, user) => {
    const tookOverAt = others.tookOverAt(to);
    if (isKeptElsewhere(work, keepers, user) || (tookOverAt !== undefined && tookOverAt >= at)) return true;
    // Of all resources of the stack it is known then what they have; or of this one.
    return others.hasLearned || tookOverAt !== undefined ? false : undefined;
  };
}

/** A state in which those count who have moved away and were not taken over. */
export interface Counted {
  readonly state: State;
  /** Whether the state has notes of somebody who has come back, or who is listed nowhere any more: then it is to be written anew. */
  readonly isOutdated: boolean;
}

/** What becomes of a note: the user counts again, nobody knows, or others decide about the user now. */
type Standing = "counts" | "unknown" | "over";

/** Puts those back into a state who have moved away, and of whom it is known that no other resource has taken them over. */
export async function withMoved(work: Work): Promise<Counted> {
  const { state, declaration, session } = work;
  if (state.moved.length === 0) return { state, isOutdated: false };
  const isTaken = await findWhoHas(work);
  const moment = await session.asOf.moment();
  let isOutdated = false;
  const judge = (moved: Moved, key: UserKey, holding: Holding): Standing => {
    const names = namesOfHolding(key, holding);
    const taken = isTaken(moved, names);
    const isBack = names.some((name) => declaration.desired.has(name));
    isOutdated ||= isBack || (taken !== undefined && findClaimant(work, moment, names) === undefined);
    if (taken === undefined) return isBack ? "counts" : "unknown";
    return taken ? "over" : "counts";
  };
  const counting = new Map<UserKey, Holding>();
  const left = state.moved.map((moved) => {
    const standings = Map.groupBy(moved.holdings, ([key, holding]) => judge(moved, key, holding));
    for (const [key, holding] of standings.get("counts") ?? []) counting.set(key, holding);
    return { ...moved, holdings: new Map(standings.get("unknown")) };
  });
  const holdings = new Map([...counting, ...state.ledger.holdings]);
  const moved = left.filter((one) => one.holdings.size > 0);
  return { state: { ...state, ledger: { ...state.ledger, holdings }, moved }, isOutdated };
}

/**
 * Says of whom it is not known whether others have taken them over, and who is therefore left as is: those who are listed nowhere, and
 * all where the resource goes, and its notes with it.
 */
export async function tellUnknown(work: Work): Promise<void> {
  const { kind, session, urn, state } = work;
  if (state.moved.length === 0) return;
  const moment = await session.asOf.moment();
  for (const { to, holdings } of state.moved) {
    const { isDeleted } = work.declaration;
    const isNowhere = (one: readonly [string, Holding]): boolean =>
      findClaimant(work, moment, namesOfHolding(...one)) === undefined;
    const nowhere = [...holdings].filter((one) => isDeleted || isNowhere(one));
    if (nowhere.length === 0) continue;
    const resource = describeNamed(kind, to);
    const end = isDeleted
      ? `. If it has not, nobody changes ${nowhere.length === 1 ? "this user" : "these users"} any more`
      : "";
    const names = listNames(nowhere.map(([key]) => key));
    const text = `leaves ${countOf(nowhere.length, "user")} as is who moved to ${resource} in an earlier run: ${names}. Whether that has taken over can't be known here${end}.`;
    session.report.info(`${describeWork(work)}: ${text}`, urn);
  }
}

/** The resources that list somebody who moves, but for the one that the user leaves. */
function listersOf({ kind, session, urn, declaration }: Work, moment: number, { names }: Moving): Lister[] {
  const listers = [...session.claims(kind).listers(declaration.accountId, { names, moment })];
  return listers.filter(({ is }) => urn === undefined || !is(urn));
}

/** Waits for resources that the engine has asked about, until they are past their guards. */
async function waitForThem(work: Work, listers: readonly Lister[]): Promise<void> {
  const { kind, session, declaration, signal } = work;
  const others = session.others(kind);
  const end = session.clock.monotonicMs() + LONGEST_WAIT_MS;
  const isOpen = (lister: Lister): boolean => {
    if (lister.isPending || others.isDecided(lister)) return false;
    return others.isWorking(lister) || (lister.isChecked && session.clock.monotonicMs() < end);
  };
  await others.find(declaration.accountId, []);
  // What was written is to be told of, also where the run is cancelled; one that is at work comes to its own end.
  const isSo = (): boolean => signal?.aborted !== true && listers.some(isOpen);
  await waitWhile({ ...work, signal: undefined }, isSo, undefined, Number.POSITIVE_INFINITY);
}

/** Somebody who moves, and to which resource. */
type Leaving = Moving & { readonly to: Lister };

async function findUntaken(work: Work, { plan, moment }: Prepared): Promise<readonly Leaving[]> {
  const { kind, session, declaration } = work;
  const { onRemoval, accountId } = declaration;
  const isMove = (verdict: Verdict) => (verdict.type === "moves" ? movingOf(work, verdict, onRemoval) : []);
  const leaving = plan.verdicts.flatMap(isMove).flatMap((one): Leaving[] => {
    const [to] = listersOf(work, moment, one);
    return to === undefined ? [] : [{ ...one, to }];
  });
  if (leaving.length === 0) return [];
  await waitForThem(work, [...new Map(leaving.map(({ to }) => [to.name, to])).values()]);
  const others = session.others(kind);
  const { secured, failed } = await others.secured(
    accountId,
    leaving.map(({ userId }) => userId),
  );
  const keepers = await others.keepers(
    accountId,
    leaving.flatMap(({ names }) => names),
  );
  // Where what was before was not known in time, what is done has the user in its state all the same, unless the user failed there.
  const hasTaken = ({ userId, to }: Leaving): boolean =>
    secured.has(userId) || (others.isSettled(to) && !failed.has(userId));
  return leaving.filter((one) => !hasTaken(one) && !isKeptElsewhere(work, keepers, one.names));
}

/** Says for whom a resource keeps what was before, where the one that they move to has no part in the run. */
function tellLeftOut(work: Work, leaving: readonly Leaving[]): void {
  const { kind, session, urn } = work;
  const byLister = Map.groupBy(
    leaving.filter(({ to }) => to.isPending),
    ({ to }) => to.name,
  );
  for (const [name, all] of byLister) {
    const text = `keeps in its state what ${countOf(all.length, "user")} had before, until ${describeNamed(kind, name)} takes over, which it has not yet done: ${listNames(all.map(({ verdict }) => verdict.user))}`;
    session.report.info(`${describeWork(work)}: ${text}`, urn);
  }
}

/** The notes of those of a plan who move, and whom the resource that lists them has not taken over yet. */
export async function noteMoved(work: Work, prepared: Prepared): Promise<readonly Moved[]> {
  const at = work.session.clock.now();
  const leaving = await findUntaken(work, prepared);
  tellLeftOut(work, leaving);
  const byLister = Map.groupBy(leaving, ({ to }) => to.name);
  const noted = [...byLister].map(([to, all]) => ({
    to,
    at,
    holdings: new Map(all.map(({ verdict, holding }) => [verdict.user, holding])),
  }));
  return [...work.state.moved, ...noted];
}

/** A state without notes, where these would have names in clear that were secret before. */
export function withoutSecretNotes(
  { listing }: Kind,
  state: State,
  { before, now }: { readonly before: readonly string[]; readonly now: readonly string[] },
): State {
  return before.includes(listing) && !now.includes(listing) ? { ...state, moved: [] } : state;
}
