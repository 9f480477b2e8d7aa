import type { Holding } from "../model/holding";
import type { MovedTo, Offer } from "../model/neighbours";
import { isPartialRun } from "../model/partialRun";
import { placeInUrn } from "../model/urn";
import type { UserKey } from "../model/userKey";
import type { Claimant } from "../plan/planRequest";
import { findClaimant } from "./claimant";
import type { Work } from "./context";
import { lastLetGo, mayHaveHad } from "./letGo";
import { selfOf } from "./self";
import type { Moved } from "./storedMoved";
import { type Moving, namesOfHolding } from "./tellLost";
import { waitWhile } from "./waitWhile";

/* What is known of those who have moved away (see `moved.ts`): whether another resource has them, or has had them. */

/** How long is waited to be told of the resource that users have moved to, in milliseconds: the engine asks about it at the same time. */
const LONGEST_WAIT_TO_KNOW_MS = 1_500;

/** Somebody of whom there is a note, by the name that the note has, and what was kept of the user. */
type Entry = readonly [UserKey, Holding];

/** What is kept of users, by each name that they are asked for by. */
export type Keepers = ReadonlyMap<UserKey, readonly Offer[]>;

/** Somebody who goes, or went, to the resource at a place of the program, and by which names. */
interface Going {
  readonly names: readonly UserKey[];
  readonly holding: Holding;
  readonly to: string;
}

/**
 * Whether another resource has a user in its state: `as is` one that has the user as this one had, and knows what was before; `found so` one that does
 * not know that; `there` the one that the user goes to, which may have had the user so before; `otherwise` one that has the user at something else,
 * which may not be so any more; `on top` one that has changed the user from what this one made of the user. What is only noted of the user does not
 * count.
 */
export function keptElsewhere(
  isSelf: (urn: string | undefined) => boolean,
  keepers: Keepers,
  { names, holding, to }: Going,
): "as is" | "found so" | "there" | "on top" | "otherwise" | undefined {
  const offers = names.flatMap((name) => keepers.get(name) ?? []);
  const theirs = offers.filter((offer) => !offer.movedTo && !isSelf(offer.urn));
  if (theirs.length === 0) return undefined;
  const same = theirs.filter((offer) => offer.holding.value === holding.value);
  const isKnown = holding.before === undefined || same.some((offer) => offer.holding.before !== undefined);
  if (same.length > 0) return isKnown ? "as is" : "found so";
  const isThere = ({ urn }: Offer): boolean => urn !== undefined && placeInUrn(urn) === to;
  if (theirs.some(isThere)) return "there";
  return theirs.every(({ holding: { before } }) => before === holding.value) ? "on top" : "otherwise";
}

/**
 * Whether another resource has noted later of a user that the user has moved away, and knows as much: of two notes the later one counts. It is
 * so where both had the user in their states, as after a run with `--target`.
 */
function isNotedLater(
  isSelf: (urn: string | undefined) => boolean,
  keepers: Keepers,
  { names, holding: { value, before } }: Going,
  { at }: MovedTo,
): boolean {
  const isLater = ({ urn, movedTo, holding }: Offer): boolean =>
    movedTo !== undefined && movedTo.at > at && !isSelf(urn) && holding.value === value && holding.before === before;
  return names.some((name) => keepers.get(name)?.some(isLater));
}

/** What has become of somebody, by who has the user and by what is known of the resource that the user has moved to. */
export function whereaboutsOf(kept: ReturnType<typeof keptElsewhere>, trace: Trace, isListed: boolean): Whereabouts {
  // Nothing but the note says what was before; and whoever leaves that one stays as is.
  if (kept === "found so") return isListed ? "unknown" : trace;
  // Who leaves that one is again as this one made the user, which is not what was before.
  if (kept === "on top") return trace;
  // Whom another resource has otherwise may not be so: that one was not come to when the user was changed. Where nobody has had the user since, it
  // is not, and where this run does not tell, that is said. Of the one that the user has moved to, the user alone tells.
  if (kept === "as is" || (kept !== undefined && trace === "untraceable")) return "taken";
  return kept === "there" ? "perhaps taken" : trace;
}

/**
 * The names that are still those of a user, by what resources keep: another one may have an address that was the user's. Who was taken
 * out of the account comes back with the address, and another ID.
 */
export function namesNow(
  { kind, state }: Work,
  keepers: Keepers,
  { names, holding }: Pick<Moving, "names" | "holding">,
): readonly UserKey[] {
  if (kind.rules.isRemoved(holding, state.team)) return names;
  const isOthers = (offer: Offer): boolean => !offer.movedTo && offer.holding.userId !== holding.userId;
  return names.filter((name) => keepers.get(name)?.some(isOthers) !== true);
}

/**
 * What has become of somebody who has moved, by what is known of the resource that the user has moved to: `never taken`: it has not had the user
 * since; `untraceable`: it may have, and nothing tells of that any more; `unknown`: this run does not tell.
 */
type Trace = "never taken" | "untraceable" | "unknown";

/**
 * What has become of somebody who has moved: `taken`: another resource has the user; `perhaps taken`: the one that the user has moved to has, and may have
 * had so before already.
 */
export type Whereabouts = Trace | "taken" | "perhaps taken";

/** Somebody of whom there is a note: by all names, who lists the user now, and what has become of the user. */
export interface Traced {
  readonly names: readonly UserKey[];
  readonly claimant: Claimant | undefined;
  readonly whereabouts: Whereabouts;
  /** Whether the user may have been changed since: another resource has had the user, or may have. */
  readonly mayBeChanged: boolean;
}

/**
 * Whether a resource that nothing has told of is not there: the engine has read back what the stack has, or it has asked about all of the
 * program, and the resource was not in the stack when users moved to it. A run for some resources alone shows neither, nor does a deletion.
 */
function isNowhere(
  { kind, session, urn, isUntold, declaration }: Work,
  { isNew }: MovedTo,
  isCompared: boolean,
): boolean {
  if (isCompared || isUntold !== true || declaration.isDeleted === true || isPartialRun()) return false;
  return isNew || session.handovers(kind).isRefreshed(urn);
}

function traceOf(work: Work, moved: MovedTo, isCompared: boolean): Trace {
  const others = work.session.others(work.kind);
  const hasHad = mayHaveHad(others.letGo, moved);
  if (hasHad === undefined && !others.hasLearned && !isNowhere(work, moved, isCompared)) return "unknown";
  // What was not in the stack then, and is not now, was never made. Of one that was, and is made anew in this run, nothing tells what it has done.
  return hasHad === true || (!moved.isNew && (hasHad === undefined || others.isAbsent(moved.to)))
    ? "untraceable"
    : "never taken";
}

/**
 * Whether the resource that users have moved to is made in this run, and may be there already: of one that is replaced by hand (`--replace`), the
 * engine does not tell the one that takes its place that there is a state.
 */
function isReplacedPerhaps({ kind, session }: Work, { to }: MovedTo): boolean {
  const others = session.others(kind);
  return !others.hasLearned && lastLetGo(others.letGo, to) === 0;
}

/** Learns what there is to know of the resources that users have moved to: of those in the state, or by what the engine asks them. */
async function learnOf(work: Work, isListed: (one: Entry) => boolean): Promise<void> {
  const { kind, session, declaration, state } = work;
  const others = session.others(kind);
  // The engine may come to the resource that has taken them over only after this one.
  if (declaration.isDeleted !== true) await session.learnStored(kind);
  const awaited = state.moved.filter(({ holdings }) => ![...holdings].every(isListed)).map(({ to }) => to);
  const unknown = (): string[] =>
    others.hasLearned ? [] : awaited.filter((to) => lastLetGo(others.letGo, to) === undefined);
  const isOpen = (): boolean => unknown().some((to) => !others.isGivenUp(to));
  await others.find(state.declaration.accountId, []);
  // The engine asks about one after the other: nothing more is told while this one waits.
  if (work.isUntold && declaration.isDeleted !== true) return;
  await waitWhile({ ...work, signal: undefined }, isOpen, undefined, LONGEST_WAIT_TO_KNOW_MS);
  others.giveUp(unknown());
}

/** What resources keep of those of whom there are notes. */
async function findKeepers({ kind, session, state }: Work): Promise<Keepers> {
  const names = state.moved.flatMap(({ holdings }) => [...holdings].flatMap((one) => namesOfHolding(...one)));
  return session.others(kind).keepers(state.declaration.accountId, names);
}

/** Whether the program has a resource of this URN, as far as it has run. */
function isDeclared({ kind, session }: Work, urn: string): boolean {
  return session.others(kind).isAskedAbout(urn) || session.programClaims.declares(urn);
}

/**
 * Waits for the resources that have users of whom there are notes, and whom nobody lists so far: the program may declare them late. Where
 * it does not, the notes of them are to go.
 */
async function awaitKeepers(work: Work, keepers: Keepers, isListed: (one: Entry) => boolean): Promise<void> {
  const { kind, session, declaration, state, urn } = work;
  if (declaration.isDeleted === true) return;
  const others = session.others(kind);
  const open = state.moved.flatMap(({ holdings }) => [...holdings].filter((one) => !isListed(one)));
  const offers = open.flatMap((one) => namesOfHolding(...one)).flatMap((name) => keepers.get(name) ?? []);
  const urns = new Set(offers.flatMap((offer) => (offer.movedTo || offer.urn === urn ? [] : (offer.urn ?? []))));
  const isOpen = (): boolean => [...urns].some((one) => !isDeclared(work, one) && !others.isGivenUp(placeInUrn(one)));
  await waitWhile({ ...work, signal: undefined }, isOpen, undefined, LONGEST_WAIT_TO_KNOW_MS);
  others.giveUp([...urns].filter((one) => !isDeclared(work, one)).map(placeInUrn));
}

/** Learns what has become of those of whom there are notes. */
export async function traceMoved(
  work: Work,
  moment: number,
  isCompared: boolean,
): Promise<(moved: Moved) => (one: Entry) => Traced> {
  const claimantOf = (names: readonly UserKey[]): Claimant | undefined => findClaimant(work, moment, names);
  const isListed = (one: Entry): boolean => claimantOf(namesOfHolding(...one)) !== undefined;
  await learnOf(work, isListed);
  const keepers = await findKeepers(work);
  await awaitKeepers(work, keepers, isListed);
  const isSelf = selfOf(work);
  return (moved) => {
    const trace = traceOf(work, moved, isCompared);
    return ([key, holding]) => {
      const names = namesNow(work, keepers, { names: namesOfHolding(key, holding), holding });
      const kept = keptElsewhere(isSelf, keepers, { names, holding, to: moved.to });
      const claimant = claimantOf(names);
      const isOthers = isNotedLater(isSelf, keepers, { names, holding, to: moved.to }, moved);
      const whereabouts = isOthers ? "taken" : whereaboutsOf(kept, trace, claimant !== undefined);
      // The one that the user was to go to is not the only one that may have come to the user.
      const isTouched = whereabouts !== "never taken" || kept !== undefined || moved.isDrifted === true;
      const mayBeChanged = isTouched || isReplacedPerhaps(work, moved);
      return { names, claimant, whereabouts, mayBeChanged };
    };
  };
}
