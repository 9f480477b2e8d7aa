import type { Holding } from "../model/holding";
import { countOf, listNames } from "../model/names";
import type { Offer } from "../model/neighbours";
import { toUserKey, type UserKey } from "../model/userKey";
import { holdingSeen } from "../plan/ownership";
import { CHANGED_SHOWN } from "../plan/planMessage";
import type { Moves } from "../plan/verdict";
import type { Lister } from "./claims";
import { isListingSecret, type Work } from "./context";
import { describeOther, describeWork } from "./describeResource";
import { mayHaveHad } from "./letGo";
import type { Prepared } from "./prepare";

/** What would have kept what was before. `nothing`: the resource has kept the user since an earlier run. */
type Remedy = "whole run" | "refresh" | "alias" | "nothing";

/** A user of whom it is not known any more what was before, once this resource is done. */
interface Lost {
  readonly user: UserKey;
  /** What the user had. */
  readonly before: string;
  /** The resource that lists the user now, as a message names it. */
  readonly lister: string;
  readonly isMade: boolean;
  readonly remedy: Remedy;
}

/** What there is to judge a user by. */
export interface Moving {
  readonly verdict: Moves;
  readonly userId: UserKey;
  readonly holding: Holding;
  readonly names: readonly UserKey[];
  /** The names by which the user is listed elsewhere. */
  readonly listedAs: readonly UserKey[];
}

/** Who moves, or has moved. */
type Gone = Pick<Moving, "holding" | "listedAs"> & { readonly user: UserKey };

const SELF = "The resource that takes the place of this one";

const REMEDIES: Readonly<Record<Remedy, string>> = {
  "whole run": " A run without --target would have kept that.",
  refresh: ' A run with --refresh, or with "refresh: always" under options in Pulumi.yaml, would have kept that.',
  alias:
    ' A run with --refresh, or with "refresh: always" under options in Pulumi.yaml, would have kept that; where a resource is renamed, aliases do, too.',
  nothing: "",
};

/** A user by all names that a state knows. */
export function namesOfHolding(key: UserKey, { userId, email }: Holding): UserKey[] {
  return [...new Set([key, userId, ...(email === undefined ? [] : [toUserKey(email)])])];
}

/** Who moves and could be given something back, or, under an `onRemoval`, is to have something; by all names. */
export function movingOf({ kind, state }: Work, verdict: Moves, onRemoval: string = "restore"): Moving[] {
  const held = state.ledger.holdings.get(verdict.user);
  if (held === undefined) return [];
  const { rules } = kind;
  // Whom others have changed since is not to be given back what there was: whoever makes the user so anew sees what there is.
  const { userId, value } = held;
  const isDrifted = state.ledger.drifted.has(verdict.user);
  const holding = isDrifted ? holdingSeen(held, { userId, value, wasDrifted: true }, rules) : held;
  const isLosable = ["restore", onRemoval].some((how) => rules.targetOnRemoval(holding, how) !== undefined);
  if (!isLosable) return [];
  const known = namesOfHolding(verdict.user, holding);
  const names = verdict.address === undefined ? known : [...new Set([...known, verdict.address])];
  return [{ verdict, userId, holding, names, listedAs: verdict.listedAs ?? names }];
}

/** What would have helped a resource that is there by now, and does not know. */
function remedyFor({ kind, session, urn }: Work, lister: Lister, offers: readonly Offer[], isDeleted: boolean): Remedy {
  const isSelf = urn !== undefined && lister.is(urn);
  // Whoever lists the user already, and found the user so, takes nothing over by a refresh.
  const keeps = !isSelf && offers.some((offer) => offer.urn !== undefined && lister.is(offer.urn));
  const isRefreshed = offers.some((offer) => offer.isRefreshed && offer.urn === urn);
  if (keeps || isRefreshed || session.handovers(kind).isRefreshed(urn)) return "nothing";
  return isDeleted && !isSelf ? "alias" : "refresh";
}

/** Who of those that move is lost, and to whom. */
function lostOf(work: Work, moving: Gone, offers: readonly Offer[], moment: number, isDeleted: boolean): Lost[] {
  const { kind, session, urn, declaration } = work;
  const { user, holding, listedAs: names } = moving;
  const { before } = holding;
  if (before === undefined) return [];
  const deleted = isDeleted ? urn : undefined;
  const listers = session.claims(kind).listers(declaration.accountId, { names, moment, deleted });
  const isOwn = (one: string): boolean => one === urn;
  // What this resource has made of the user is not what there was before: the stack's state has by now what was written in this run.
  const saysBefore = ({ holding: { before: known } }: Offer): boolean => known !== undefined && known !== holding.value;
  // It may have taken the user over long ago, and have listed the user together with this resource since.
  const knows = (lister: Lister): boolean =>
    offers.some((offer) => offer.urn !== undefined && !isOwn(offer.urn) && lister.is(offer.urn) && saysBefore(offer));
  if (listers.some(knows)) return [];
  const others = session.others(kind);
  const made = listers.find((lister) => others.isSettled(lister));
  const lister = made ?? (isDeleted ? listers.find(({ isPending }) => isPending) : undefined);
  if (lister === undefined) return [];
  const name = urn !== undefined && lister.is(urn) ? SELF : describeOther(kind, lister, urn);
  const remedy = made ? remedyFor(work, lister, offers, isDeleted) : "whole run";
  return [{ user, before, lister: name, isMade: made !== undefined, remedy }];
}

/** Who they are: as many as a plan names of those who change, since nothing tells of them later but a state of before. */
function describeNames(work: Work, lost: readonly Lost[]): string {
  const { kind, session } = work;
  const isSecret = isListingSecret(work);
  const tells = kind.listingForm.saysValues && !isSecret;
  const names = lost.map(({ user, before }) => (tells ? `${user} (${kind.subjectOf(before)} before)` : user));
  const shown = isSecret ? 0 : (session.maxNames ?? CHANGED_SHOWN);
  const everybody = "The state of this resource from before this run names everybody, with what they had.";
  if (shown === 0) return everybody;
  return `They are: ${listNames(names, shown)}${names.length > shown ? `. ${everybody}` : ""}`;
}

/** What is said of users who go to one resource, for one reason. */
function describeLost(work: Work, lost: readonly Lost[]): string {
  const [{ lister = "", isMade = true, remedy = "nothing" } = {}] = lost;
  const knows = isMade ? "does not know" : "will not know";
  return `${lister} lists ${countOf(lost.length, "user")} whom this resource has changed, and ${knows} what they had before: under onRemoval "restore" it will leave them as it found them. Set its onRemoval to what is to become of them.${REMEDIES[remedy]} ${describeNames(work, lost)}`;
}

/**
 * Says of whom it is not known any more what they had before. The engine asks about the deletion of a resource last: the one
 * that lists the users now, renamed or in its place, was made before anybody could tell it. One that has no part in the run
 * will be made once this one, `isDeleted`, is no more.
 */
export async function tellLost(work: Work, { plan, moment }: Prepared, isDeleted: boolean): Promise<void> {
  const { kind, session, declaration } = work;
  const moving = plan.verdicts
    .flatMap((verdict) => (verdict.type === "moves" && (isDeleted || !verdict.to.isPending) ? [verdict] : []))
    .flatMap((verdict) => movingOf(work, verdict));
  if (moving.length === 0) return;
  // What the processes of other providers have made meanwhile.
  const others = session.others(kind);
  const ids = moving.map(({ userId }) => userId);
  const taken = await others.taken(
    declaration.accountId,
    moving.map(({ holding }) => holding),
  );
  const keepers = await others.keepers(declaration.accountId, ids);
  const left = moving.filter(({ userId }) => !taken.has(userId));
  tellOf(
    work,
    left.flatMap((one) =>
      lostOf(work, { ...one, user: one.verdict.user }, keepers.get(one.userId) ?? [], moment, isDeleted),
    ),
  );
}

/**
 * Says the same of those who moved in an earlier run, and of whom this resource keeps what they had before: the one that lists them has found
 * them so in this run before the engine asked about this one.
 */
export async function tellFoundSo(work: Work): Promise<void> {
  const { kind, session, state, declaration } = work;
  const { accountId } = declaration;
  const others = session.others(kind);
  const isLosable = (holding: Holding): boolean => kind.rules.targetOnRemoval(holding, "restore") !== undefined;
  const noted = state.moved
    .filter((moved) => mayHaveHad(others.letGo, moved) === false)
    .flatMap(({ holdings }) => [...holdings])
    .filter(([, holding]) => isLosable(holding));
  if (noted.length === 0) return;
  const ids = noted.map(([, { userId }]) => userId);
  const { foundSo } = await others.secured(accountId, ids);
  const taken = await others.taken(
    accountId,
    noted.map(([, holding]) => holding),
  );
  const keepers = await others.keepers(accountId, ids);
  const moment = await session.asOf.moment();
  const left = noted.filter(([, { userId, value }]) => foundSo.get(userId) === value && !taken.has(userId));
  tellOf(
    work,
    left.flatMap(([user, holding]) => {
      const offers = (keepers.get(holding.userId) ?? []).filter(({ movedTo }) => movedTo === undefined);
      return lostOf(work, { user, holding, listedAs: namesOfHolding(user, holding) }, offers, moment, false);
    }),
  );
}

function tellOf(work: Work, lost: readonly Lost[]): void {
  const { session, urn } = work;
  for (const group of Map.groupBy(lost, ({ lister, remedy }) => `${remedy} ${lister}`).values()) {
    session.report.warn(`${describeWork(work)}: ${describeLost(work, group)}`, urn);
  }
}
