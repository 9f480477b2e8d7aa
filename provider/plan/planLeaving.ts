import type { Holding } from "../model/holding";
import { MISSING } from "../model/standing";
import type { User } from "../model/user";
import { isEmailAddress, toUserKey, type UserKey } from "../model/userKey";
import { type UserReading, userOf } from "../model/userReading";
import { ACTIONS } from "./actions";
import type { Cause } from "./cause";
import { addressOf, type Claimant, isProtected, type PlanRequest } from "./planRequest";
import type { Change, LeftTo, Moves, UntouchedReason, Verdict } from "./verdict";

/** What is decided by whatever was read so far. */
type Asking = Omit<PlanRequest, "toRead" | "everyone">;

function targetOf(request: Asking, holding: Holding): string | undefined {
  const { rules } = request;
  if (request.exclusive && rules.exclusive) return rules.exclusive.to;
  return rules.targetOnRemoval(holding, request.onRemoval);
}

/** The same where a resource that lets the user go as well made so what was found here, and has come to the user too early to take it back. */
function originalTargetOf(request: Asking, holding: Holding): string | undefined {
  const target = targetOf(request, holding);
  return target === undefined ? undefined : (request.originOf?.(holding, target) ?? target);
}

/**
 * Why a leaving user is let be, judged by the state alone; undefined where the account has to be asked. Of whom a refresh has seen
 * otherwise since, it is not said that they are still as they were.
 */
function untouchedByState(request: Asking, key: UserKey, holding: Holding): UntouchedReason | "gone" | undefined {
  if (request.rules.protectsLeaving && isProtected(request, [key, holding.userId])) return "protected";
  if (targetOf(request, holding) !== undefined) return undefined;
  if (request.onRemoval === "retain") return "retained";
  // Who came here with another value, and was given back by that what there was before, has it.
  const isBack = holding.before === holding.value;
  if (holding.before !== undefined && !isBack) return "notRestorable";
  const seen = request.drifted.get(key);
  if (seen === undefined) return isBack ? "alreadyBack" : "preexisting";
  return seen === MISSING ? "gone" : "changedSince";
}

/** Another resource that lists a user by a name which the state knows. */
interface Claim {
  readonly claimant: Claimant;
  readonly name: UserKey;
  /** Whether the name is this user's for certain: by an address another resource may mean somebody else by now. */
  readonly isCertain: boolean;
}

/** Whether a name is still that of a user; undefined: of an address nobody was asked. */
function isNameOf({ observe, rules, team }: Asking, name: UserKey, holding: Holding): boolean | undefined {
  // Whom this resource has taken out of the account is known there by the address alone.
  if (!isEmailAddress(name) || rules.isRemoved(holding, team)) return true;
  const reading = observe(name);
  return reading.type === "unasked" ? undefined : userOf(reading)?.userId === holding.userId;
}

/** Mostly there is nobody, for each of thousands who leave: nothing is made for these. */
const NOBODY: readonly Claim[] = [];

/** Who lists a user by a name: not whose entry stands for another user, who had the address before. */
function claimantOf(request: Asking, name: UserKey, { userId }: Holding): Claimant | undefined {
  const claimant = request.claimantOf(name);
  const meant = claimant && request.standsFor?.(claimant, name);
  return meant === undefined || meant === userId ? claimant : undefined;
}

/** Adds to claims on a user who lists the user by one more name, if anybody does. */
function withClaim(request: Asking, claims: readonly Claim[], name: UserKey, holding: Holding): readonly Claim[] {
  const claimant = claimantOf(request, name, holding);
  const isTheirs = claimant && isNameOf(request, name, holding);
  if (claimant === undefined || isTheirs === false) return claims;
  return [...claims, { claimant, name, isCertain: isTheirs === true }];
}

/** Who else lists a user, as far as it is known whose address is whose. */
function claimsOn(request: Asking, key: UserKey, holding: Holding): readonly Claim[] {
  const { userId, email } = holding;
  const address = email ? toUserKey(email) : undefined;
  let claims = withClaim(request, NOBODY, userId, holding);
  if (key !== userId) claims = withClaim(request, claims, key, holding);
  if (address !== undefined && address !== key) claims = withClaim(request, claims, address, holding);
  return claims;
}

/** A user moves to whoever is certain to list the user; or is said to, where the account was not asked, or can't be. */
function moveOf(key: UserKey, claims: readonly Claim[]): Moves | undefined {
  if (claims.length === 0) return undefined;
  const certain = claims.filter(({ isCertain }) => isCertain);
  const counting = certain.length > 0 ? certain : claims;
  const [first] = counting;
  return first && { type: "moves", user: key, to: first.claimant, listedAs: counting.map(({ name }) => name) };
}

const NONE: readonly UserKey[] = [];
const NOTHING: LookOnLeaving = { addresses: NONE };

/** Who is to be looked at because a user leaves. */
export interface LookOnLeaving {
  /** The ID of the user, who may have to be changed. */
  readonly userId?: string;
  /** Addresses by which others list the user, as long as it is not known whose they are now: the others ask the same. */
  readonly addresses: readonly UserKey[];
}

/** Somebody who goes to another resource. */
type Going = Moves | LeftTo;

/** What a user who goes to another resource is to be again, where that one has the user otherwise by its state, and does not look. */
function returnsAs(request: Asking, { to: { keeps } }: Going, key: UserKey, holding: Holding): string | undefined {
  // The last write may have got no answer, and have been carried out.
  const isSo = keeps === holding.value && (holding.attempted ?? keeps) === keeps;
  if (keeps === undefined || isSo) return undefined;
  const isHeld = request.rules.protectsLeaving && isProtected(request, [key, holding.userId]);
  return isHeld ? undefined : keeps;
}

/** A user whom nobody lists any more, and whom another resource is going to let go. */
function leftToOf(request: Asking, key: UserKey, holding: Holding): LeftTo | undefined {
  const target = targetOf(request, holding);
  const to = target === undefined ? undefined : request.holderOf?.(holding, target);
  return to && { type: "leftTo", user: key, to };
}

/**
 * What is to be read next of a user that leaves: nothing where the user moves for certain, or where the state alone says that nothing
 * will be done.
 */
export function lookOnLeaving(request: Asking, key: UserKey, holding: Holding): LookOnLeaving {
  const claims = claimsOn(request, key, holding);
  if (claims.some(({ isCertain }) => isCertain)) {
    const moves = moveOf(key, claims);
    const returns = moves !== undefined && returnsAs(request, moves, key, holding) !== undefined;
    return { addresses: [], ...(returns ? { userId: holding.userId } : {}) };
  }
  if (claims.length > 0) return { addresses: claims.map(({ name }) => name) };
  const leftTo = leftToOf(request, key, holding);
  if (leftTo)
    return returnsAs(request, leftTo, key, holding) === undefined
      ? NOTHING
      : { userId: holding.userId, addresses: NONE };
  return untouchedByState(request, key, holding) === undefined ? { userId: holding.userId, addresses: NONE } : NOTHING;
}

/** Why nothing is to be done: somebody has done it before, or leaving gives what the resource has kept the user at. */
function unchangedBy({ onRemoval }: PlanRequest, { to }: Change, { value }: Holding): UntouchedReason {
  if (to === value) return "alreadySo";
  return onRemoval === "restore" ? "alreadyBack" : "alreadyGiven";
}

/** Why a leaving user is let be, now that the user was looked at. */
function untouchedBySight(
  request: PlanRequest,
  change: Change,
  holding: Holding,
  user: User | undefined,
): UntouchedReason | undefined {
  const address = user?.primaryEmail;
  if (change.from === change.to) return unchangedBy(request, change, holding);
  if (change.from !== holding.value && change.from !== holding.attempted) return "changedSince";
  if (request.rules.protectsLeaving && isProtected(request, [change.email, address])) return "protected";
  return ACTIONS[change.action].namesBy === "email" && !change.email ? "notRestorable" : undefined;
}

/** Whether a user gets a value since the program says that nobody else may be otherwise, and would be let be without that. */
function isByExclusive({ exclusive, rules, onRemoval }: PlanRequest, holding: Holding, to: string): boolean {
  return exclusive && rules.exclusive?.to === to && rules.targetOnRemoval(holding, onRemoval) === undefined;
}

/** Why a user leaves: the resource goes, it is not the time of the entry, or there is no entry any more. */
function leavingCauseOf(request: PlanRequest, key: UserKey, holding: Holding, to: string): Cause {
  if (request.isDeleted) return { why: "deleted" };
  const gone: Cause = isByExclusive(request, holding, to) ? { why: "leaving", isExclusive: true } : { why: "leaving" };
  return request.outside.get(key) ?? gone;
}

/** What a user has, or will have once another resource has done what it is going to do first. */
function expectedValue(
  { rules, team, plannedFor }: PlanRequest,
  holding: Holding,
  user: User | undefined,
): string | undefined {
  const seen = rules.observedValue({ user, holding, team });
  return seen === undefined ? undefined : (plannedFor?.(holding.userId) ?? seen);
}

function changeOf(request: PlanRequest, key: UserKey, holding: Holding, to: string, reading: UserReading): Change {
  const user = userOf(reading);
  const isRead = reading.type !== "unasked";
  const hasOtherAddress = user !== undefined && isEmailAddress(key) && toUserKey(user.primaryEmail ?? "") !== key;
  const change: Change = {
    type: "change",
    user: key,
    userId: holding.userId,
    action: request.rules.actionFor(to, request.team),
    from: isRead ? expectedValue(request, holding, user) : undefined,
    assumed: isRead ? undefined : holding.value,
    to,
    cause: leavingCauseOf(request, key, holding, to),
    email: addressOf(key, user, holding) || undefined,
  };
  return hasOtherAddress ? { ...change, hasOtherAddress } : change;
}

/** The same of a user who was looked at, by an address that the state does not know. */
function judgeMoveSeen(
  request: PlanRequest,
  { key, holding }: { readonly key: UserKey; readonly holding: Holding },
  user: User | undefined,
): Moves | undefined {
  if (user?.primaryEmail === undefined) return undefined;
  const address = toUserKey(user.primaryEmail);
  const to = claimantOf(request, address, holding);
  return to && { type: "moves", user: key, to, listedAs: [address], address };
}

/** A user who goes to another resource, and is given back to it as that one has the user. */
function judgeReturn<G extends Going>(request: PlanRequest, key: UserKey, holding: Holding, going: G): Change | G {
  const to = returnsAs(request, going, key, holding);
  if (to === undefined) return going;
  const reading = request.observe(holding.userId);
  const change = changeOf(request, key, holding, to, reading);
  // Who is gone, or was changed by others since, is for a refresh to see.
  const isOurs = change.from === holding.value || change.from === holding.attempted;
  const isSeen = reading.type !== "unasked";
  if (isSeen && (change.from === undefined || change.from === to || !isOurs)) return going;
  return { ...change, cause: { why: "returned", to: going.to.name } };
}

function judgeLeaving(request: PlanRequest, key: UserKey, holding: Holding): Verdict {
  const moves = moveOf(key, claimsOn(request, key, holding));
  const going = moves ?? leftToOf(request, key, holding);
  if (going) return judgeReturn(request, key, holding, going);
  const untouched = untouchedByState(request, key, holding);
  const to = originalTargetOf(request, holding);
  const { userId } = holding;
  if (untouched === "gone") return { type: "gone", user: key, userId };
  if (untouched !== undefined || to === undefined)
    return { type: "untouched", user: key, why: untouched ?? "retained" };
  const reading = request.observe(userId);
  const change = changeOf(request, key, holding, to, reading);
  if (reading.type === "unasked")
    return to === holding.value ? { type: "untouched", user: key, why: unchangedBy(request, change, holding) } : change;
  if (change.from === undefined) return { type: "gone", user: key, userId };
  const movesAfterAll = judgeMoveSeen(request, { key, holding }, userOf(reading));
  if (movesAfterAll) return movesAfterAll;
  const why = untouchedBySight(request, change, holding, userOf(reading));
  return why === undefined ? change : { type: "untouched", user: key, why };
}

/** What is said of users who are not as the resource has left them: also of who is back already, for the time being. */
export const FOUND_OTHERWISE: ReadonlySet<string> = new Set<UntouchedReason>([
  "changedSince",
  "alreadyBack",
  "alreadyGiven",
]);

/** Whether nothing is to be told of a user whom another resource may have had since: the user is not as this one had the user. */
function isOthers({ comeBack }: PlanRequest, { user, type, ...verdict }: Verdict): boolean {
  if (comeBack?.has(user) !== true) return false;
  return type === "gone" || ("why" in verdict && FOUND_OTHERWISE.has(verdict.why));
}

/** Judges those whom the program does not list any more, by none of the names that `listedIds` knows them by. */
export function planLeaving(request: PlanRequest, listedIds: ReadonlySet<string>): Verdict[] {
  const verdicts: Verdict[] = [];
  for (const [key, holding] of request.holdings) {
    const stays = request.desired.has(key) || listedIds.has(holding.userId);
    const verdict = stays ? undefined : judgeLeaving(request, key, holding);
    if (verdict && !isOthers(request, verdict)) verdicts.push(verdict);
  }
  return verdicts;
}
