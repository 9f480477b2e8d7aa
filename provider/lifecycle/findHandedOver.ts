import type { Offer } from "../model/neighbours";
import { placeInUrn, withinStack } from "../model/urn";
import { toUserKey, type UserKey } from "../model/userKey";
import type { HandedOver } from "../plan/handedOver";
import type { PlanRequest } from "../plan/planRequest";
import type { Work } from "./context";
import { describeOther } from "./describeResource";
import { scopeOf } from "./foreseen";

/** Whether the resource that makes an offer lists the user no more, by any of these names. */
function moves(
  { kind, session, urn, declaration }: Work,
  names: readonly UserKey[],
  { urn: from, holding }: Offer,
  moment: number,
): boolean {
  if (from === undefined) return true;
  if (from === urn) return false;
  const all = [
    ...new Set([...names, holding.userId, ...(holding.email === undefined ? [] : [toUserKey(holding.email)])]),
  ];
  const listers = session.claims(kind).listers(declaration.accountId, { names: all, moment });
  for (const lister of listers) if (lister.is(from)) return false;
  return true;
}

/** How messages name a resource that users come from. A stack may have been renamed since its URN was noted. */
function nameOf({ kind, urn: own }: Work, urn: string): string {
  const is = (other: string): boolean => withinStack(other) === withinStack(urn);
  return describeOther(kind, { place: placeInUrn(urn), is }, own);
}

function handedOver(work: Work, names: readonly UserKey[], offer: Offer, moment: number): HandedOver {
  const { urn, holding, isRefreshed, releasedTo, movedTo } = offer;
  const from = urn === undefined ? undefined : nameOf(work, urn);
  const isAhead = work.isPreview === true;
  // What hangs on the order in which the engine asks is not told. What the stack's state has does not, and of who can't be told of it, all are heard first.
  const isTold = isRefreshed || work.isUntold === true || work.session.others(work.kind).hasLearned;
  const isHeld = movedTo === undefined && urn !== work.urn;
  return { holding, isHeld, moves: moves(work, names, offer, moment), from, isTold, releasedTo, isAhead };
}

/** Whether a resource learns by an offer what was before: not of whom it knows already what it has found. */
function isNews(before: string | undefined, { holding }: Offer): boolean {
  return before === undefined || before === holding.before;
}

/** What other resources keep of users who are listed here, asked for by all names that the users are known by. */
export async function findHandedOver(
  work: Work,
  names: Iterable<UserKey>,
  moment: number,
): Promise<Pick<PlanRequest, "handedOver" | "isOpen">> {
  const { kind, session, urn, declaration, state } = work;
  const found = new Map<UserKey, HandedOver>();
  const asked = [...names];
  if (asked.length === 0) return { handedOver: found, isOpen: false };
  const others = session.others(kind);
  // Of whom it has its own state says the same. Of others one of its name tells whose place it has taken, and which waits for its deletion.
  const own = new Map([...state.ledger.holdings.values()].map(({ userId, before }) => [userId, before]));
  const isOwn = ({ urn: from, movedTo, holding }: Offer): boolean =>
    from === urn && !movedTo && own.has(holding.userId);
  const isAllKnown = own.size > 0 && state.moved.length === 0;
  const offers = await others.find(declaration.accountId, asked, { urn: isAllKnown ? urn : undefined, isOwn });
  // Of whom nobody has told in this run, the preview may have been told.
  const foreseen = session.foreseen
    .moving(scopeOf(work), asked)
    .filter(([name, { urn: from }]) => from !== urn && !offers.has(name));
  // One may list a user by ID, and the other by address.
  const byUser = Map.groupBy([...offers, ...foreseen], ([, { holding }]) => holding.userId);
  for (const [userId, all] of byUser) {
    const known = all.map(([name]) => name);
    for (const [name, offer] of all) {
      // Who has come back may be noted under another name: the account alone tells that.
      if (others.isOutdated(offer)) continue;
      if (isNews(own.get(userId), offer)) session.handovers(kind).noteTaken(offer);
      const handed = handedOver(work, known, offer, moment);
      found.set(name, handed).set(userId, handed);
    }
  }
  return { handedOver: found, isOpen: others.silent(declaration.accountId, urn).length > 0 };
}
