import type { Holder } from "../model/neighbours";
import { nameInUrn, placeInUrn } from "../model/urn";
import type { UserId, UserKey } from "../model/userKey";
import type { Plan } from "../plan/plan";
import type { Claimant, PlanRequest } from "../plan/planRequest";
import { findClaimant } from "./claimant";
import type { Work } from "./context";
import { describeNamed } from "./describeResource";
import { bestOf, isAsStored } from "./holders";
import { ASK_AGAIN_MS } from "./others";
import type { ProgramResource } from "./programClaims";
import type { Releasing } from "./releases";
import { selfOf } from "./self";
import type { State } from "./state";
import { namesOfHolding } from "./tellLost";
import { waitWhile } from "./waitWhile";

/*
 * A run that fails before it comes to a resource may have let another one have users of it. The state of the first says of them what is not
 * so any more, and where the program declares that again, and nothing is refreshed, it does not look at them. So whoever loses a user whom
 * another resource has in its state leaves the user as that one has the user: who is listed there is not looked at, and who is not is let
 * go by that one, in this run or in a later one.
 */

/** How long a resource that loses users waits for the others of the program, in milliseconds: the engine asks about them at the same time. */
const LONGEST_WAIT_MS = 500;

/** Who has users that leave, beside the resource that they leave. */
export type OnLeaving = Pick<PlanRequest, "claimantOf" | "holderOf" | "originOf">;

/** Who has users whom an exclusive set lets in. */
export type OnLettingIn = Required<Pick<OnLeaving, "claimantOf" | "holderOf">>;

type HolderOf = NonNullable<OnLeaving["holderOf"]>;

/** Another resource of the program, with what it has a user at. */
interface Held {
  readonly holder: Holder;
  /** Whether the program has it, so that the engine may come to it in this run. */
  readonly isDeclared: boolean;
  readonly claimant: Claimant;
}

function leavingIds({ declaration, state }: Work): UserId[] {
  const ids: UserId[] = [];
  for (const [key, { userId }] of state.ledger.holdings) if (!declaration.desired.has(key)) ids.push(userId);
  return ids;
}

function isAnybodyLeaving({ declaration, state }: Work): boolean {
  for (const key of state.ledger.holdings.keys()) if (!declaration.desired.has(key)) return true;
  return false;
}

/** A resource, by name and place. */
interface Placed extends Pick<ProgramResource, "name" | "place"> {
  readonly isDeclared: boolean;
}

/** The resource that the engine knows by a URN, of the program or about to be deleted. */
function resourceOf(urn: string, declared: readonly ProgramResource[]): Placed {
  const found = declared.find(({ is }) => is(urn));
  if (found) return { name: found.name, place: found.place, isDeclared: true };
  return { name: nameInUrn(urn), place: placeInUrn(urn), isDeclared: false };
}

/** What one resource has a user at, by what each process says of it, under whatever URN. */
function heldBy({ kind }: Work, { name, place, isDeclared }: Placed, told: readonly Holder[]): Held[] {
  const holder = bestOf(told);
  if (holder === undefined) return [];
  const { value: keeps, isSecret } = holder;
  const claimant = { name: describeNamed(kind, name), place, isPending: false, keeps, isSecret };
  return [{ holder, isDeclared, claimant }];
}

/**
 * Whether what has a user is the resource itself by its name of before, as the process of another provider has read it back: it was made at that very
 * moment, and the engine asks about no resource of that name.
 */
function isOwnFormer({ kind, session, urn, state }: Work, { urn: name, madeAt }: Holder): boolean {
  const isSame = name !== urn && madeAt !== undefined && madeAt === state.madeAt;
  return isSame && !session.others(kind).isAskedAbout(name) && !session.programClaims.declares(name);
}

/** Without those of whom a refresh has seen that they are otherwise: whoever has these in its state looks at them in any case. */
function asStored(held: ReadonlyMap<UserId, readonly Held[]>): ReadonlyMap<UserId, readonly Held[]> {
  const stored = [...held].map(([userId, all]) => [userId, all.filter(({ holder }) => isAsStored(holder))] as const);
  return new Map(stored.filter(([, all]) => all.length > 0));
}

/** The other resources that have users of these IDs in their state, by user ID, also those of whom a refresh has seen that they are otherwise. */
async function findHeld(work: Work, ids: readonly UserId[]): Promise<ReadonlyMap<UserId, readonly Held[]>> {
  const { kind, session, urn, declaration, state, isTurn = false } = work;
  const { accountId } = declaration;
  const others = session.others(kind);
  // What has no name can't be told from the others.
  if (urn === undefined) return new Map();
  // Also of one that the program has no more: the engine asks about its deletion last, and not at all in a run that fails.
  if (state.mayShare) await session.learnStored(kind);
  const declared = [...session.programClaims.resources(kind.resource, accountId)];
  // A destroy asks about no resource before it deletes them: another provider's process may know of some all the same.
  if (declaration.isDeleted === true) await others.find(accountId, []);
  if (others.isAlone(accountId, urn, declared)) return new Map();
  const all = await others.holders(accountId, ids, !isTurn);
  const told = all.filter((holder) => !isOwnFormer(work, holder));
  const urns = new Set(told.map((holder) => holder.urn));
  const isSelf = selfOf(work);
  const byUrn = new Map([...urns].map((one) => [one, isSelf(one) ? undefined : resourceOf(one, declared)]));
  const held = new Map<UserId, Held[]>();
  for (const resource of new Map([...byUrn.values()].map((one) => [one?.place, one])).values()) {
    if (resource === undefined) continue;
    const here = told.filter((holder) => byUrn.get(holder.urn)?.place === resource.place);
    for (const [userId, all] of Map.groupBy(here, (holder) => holder.userId)) {
      held.set(userId, [...(held.get(userId) ?? []), ...heldBy(work, resource, all)]);
    }
  }
  return held;
}

/**
 * Before users are let go in a run: has the other resources of the program told whom they have. Of one that the engine does not come to now, and
 * may not come to in this run, the stack's state tells, which is much to read where sets are large. A preview goes by what was told so far: what
 * the one resource leaves to the other there, is said to be done by the first.
 */
export async function hearOnLeaving(work: Work): Promise<void> {
  const { kind, session, urn, declaration } = work;
  if (!isAnybodyLeaving(work) && !declaration.exclusive) return;
  const others = session.others(kind);
  const { accountId } = declaration;
  const isOther = ({ is, waits }: ProgramResource): boolean => !waits && (urn === undefined || !is(urn));
  const isAwaited = (): boolean => {
    const declared = [...session.programClaims.resources(kind.resource, accountId)].filter(isOther);
    return declared.some((one) => !others.isAsked(one) && !others.isGivenUp(one.name));
  };
  if (isAwaited()) {
    await waitWhile(work, isAwaited, undefined, LONGEST_WAIT_MS);
    // What it is to become the engine tells first, and what it is right after that.
    await session.clock.sleep(ASK_AGAIN_MS, work.signal);
  }
  if (others.silent(accountId, urn).length > 0) await session.learnStored(kind);
}

/** Whether another resource has any of these users in its state, and has not let them go in this run; also where that is not known. */
export async function isShared(work: Work, holdings: State["ledger"]["holdings"]): Promise<boolean> {
  const { kind, session, urn, declaration } = work;
  if (session.others(kind).silent(declaration.accountId, urn).length > 0) return true;
  const ids = [...holdings.values()].map(({ userId }) => userId);
  const held = asStored(await findHeld(work, ids));
  return [...held.values()].some((all) => all.some(({ holder: { listing } }) => listing !== "left"));
}

/** By each name of those who leave. */
function byNames({ state }: Work, held: ReadonlyMap<UserId, readonly Held[]>): Map<UserKey, readonly Held[]> {
  const found = new Map<UserKey, readonly Held[]>();
  if (held.size === 0) return found;
  for (const [key, holding] of state.ledger.holdings) {
    const all = held.get(holding.userId);
    if (all) for (const name of namesOfHolding(key, holding)) found.set(name, all);
  }
  return found;
}

/** Who else lists those who leave, or has them in its state. Notes first who leaves: of two that lose a user, one sees the other. */
export async function knowOnLeaving(work: Work, moment: number): Promise<OnLeaving> {
  const { kind, session, urn, isTurn = false } = work;
  const claimantOf: OnLeaving["claimantOf"] = (...names) => findClaimant(work, moment, names);
  session.others(kind).turns.noteLettingGo(urn, !isTurn);
  if (!isAnybodyLeaving(work)) return { claimantOf };
  const all = await findHeld(work, leavingIds(work));
  if (all.size === 0) return { claimantOf };
  const held = asStored(all);
  const named = byNames(work, held);
  return {
    claimantOf(...names) {
      const claimant = claimantOf(...names);
      if (claimant === undefined) return undefined;
      const all = names.flatMap((name) => named.get(name) ?? []);
      // What it is about to set anew it looks at.
      const same = all.find(
        ({ holder, claimant: { place } }) =>
          place === claimant.place && (holder.listing === "same" || holder.listing === "unknown"),
      );
      return { ...claimant, keeps: same?.holder.value };
    },
    originOf: originIn(all, await knowGiven(work)),
    holderOf: holderIn(held, (one) => {
      const { isDeclared, holder } = one;
      // A preview does not foretell what one does whose arguments are not known yet.
      const isUnknown = holder.listing === "unknown" && (isTurn || !isDeclared);
      return holder.listing === "nothing" || (isUnknown && isByProgram(work, one));
    }),
  };
}

/** Whether another resource has given a user a value in this run. */
type IsGiven = (userId: UserId, value: string) => boolean;

async function knowGiven({ kind, session, declaration: { accountId } }: Work): Promise<IsGiven> {
  const elsewhere = await session.others(kind).releases(accountId);
  const sent = [...elsewhere, ...session.handovers(kind).releases.of(accountId)].filter((one) => one.sent > 0);
  const given = new Set(sent.map(({ userId, to }) => `${userId} ${to}`));
  return (userId, value) => given.has(`${userId} ${value}`);
}

/**
 * What users had before resources that let them go in this run, too, made them what they are given now. Where one user was given from resource to
 * resource in runs that failed, it goes back as far as their states do.
 */
function originIn(held: ReadonlyMap<UserId, readonly Held[]>, isGiven: IsGiven): NonNullable<OnLeaving["originOf"]> {
  return ({ userId, value: own }, value) => {
    // Whom a refresh has seen as this resource has the user, this one has changed after the other.
    const isBefore = ({ listing, seen }: Holder): boolean => listing === "left" && (seen === undefined || seen === own);
    let left = (held.get(userId) ?? []).map(({ holder }) => holder).filter(isBefore);
    let origin: string | undefined;
    for (;;) {
      const now = origin ?? value;
      const made = left.find((one) => one.value === now && one.gives !== undefined && one.gives !== now);
      if (made === undefined) return origin;
      // Of two that each found what the other had set, the last one has given the user back: as this one has the user.
      if (made.gives === own && isGiven(userId, own)) return undefined;
      origin = made.gives;
      left = left.filter((one) => one !== made);
    }
  };
}

/** Whether a resource that the engine has not asked about gives on leaving what its state says: the program may have another word by now. */
function isByProgram({ session }: Work, { holder: { urn, onRemoval } }: Held): boolean {
  const declared = session.programClaims.removalOf(urn);
  return declared === undefined || declared === onRemoval;
}

/** Who is to let a user go, of those who have the user in their state. */
function holderIn(held: ReadonlyMap<UserId, readonly Held[]>, isLeft: (one: Held) => boolean): HolderOf {
  return ({ userId }, target) =>
    // Of two that give something else, each does what its own says: it must not hang on who is asked first.
    held.get(userId)?.find((one) => one.holder.gives === target && isLeft(one))?.claimant;
}

/**
 * What other resources have of those whom an exclusive set never listed, and would let in by this plan; undefined: nobody has any. Only
 * the plan tells who they are. Of a resource that the program has no more the engine tells last, so that the stack's state is asked.
 */
export async function knowOnLettingIn(work: Work, { verdicts }: Plan): Promise<OnLettingIn | undefined> {
  const ids = verdicts.flatMap((verdict) =>
    verdict.type === "change" && verdict.cause.why === "exclusive" ? [verdict.userId] : [],
  );
  if (ids.length === 0) return undefined;
  await work.session.learnStored(work.kind);
  const held = asStored(await findHeld(work, ids));
  if (held.size === 0) return undefined;
  const byName: ReadonlyMap<string, readonly Held[]> = held;
  const isListed = ({ holder: { listing } }: Held): boolean => listing === "same" || listing === "other";
  return {
    // By `ignoreChanges` a resource may list users whom the program does not.
    claimantOf: (...names) => names.flatMap((name) => byName.get(name) ?? []).find(isListed)?.claimant,
    // How far the other one is must not change what is said: nobody lists these, also not by its word.
    holderOf: holderIn(held, (one) => {
      const { listing } = one.holder;
      return listing === "nothing" || listing === "left" || (listing === "unknown" && isByProgram(work, one));
    }),
  };
}

/** Those of a plan who move: the other resource looks at them, whatever its state says of them. */
export function movingAway({ kind, state }: Work, { verdicts }: Plan): Releasing[] {
  if (!kind.listingForm.saysValues) return [];
  return verdicts.flatMap((verdict) => {
    const holding = verdict.type === "moves" ? state.ledger.holdings.get(verdict.user) : undefined;
    if (holding === undefined) return [];
    return [{ userId: holding.userId, to: undefined, names: namesOfHolding(verdict.user, holding) }];
  });
}
