import type { Holding } from "../model/holding";
import type { User } from "../model/user";
import type { UserKey } from "../model/userKey";
import { type UserReading, userOf } from "../model/userReading";
import { arrivalOf, isGap, originOf } from "./arrival";
import { causeOf, type Due } from "./causeOf";
import type { HandedOver } from "./handedOver";
import { type HoldingIndex, indexNames } from "./holdingIndex";
import { leavingGives } from "./ownership";
import { isProtected, otherAddressOf, type PlanRequest } from "./planRequest";
import type { Change, Verdict } from "./verdict";

/** A user whom the program lists, judged. */
export interface Listed {
  readonly user: UserKey;
  /** Undefined where nothing is asked: the user is as the state has the user. */
  readonly verdict: Verdict | undefined;
  /** Who the user is, where that is known for certain. */
  readonly userId: string | undefined;
  readonly isProtected: boolean;
}

/** A user who need not be looked at may be protected all the same, by another name that is known. */
function judgeUnasked(request: PlanRequest, key: UserKey, holding: Holding | undefined): Listed {
  if (!holding) return { user: key, verdict: undefined, userId: undefined, isProtected: false };
  const { userId, email } = holding;
  const address = request.protectedUsers.size > 0 ? userOf(request.observe(userId))?.primaryEmail : undefined;
  return { user: key, verdict: undefined, userId, isProtected: isProtected(request, [key, userId, email, address]) };
}

function changeOf(request: PlanRequest, due: Due, seen: Pick<Change, "from" | "assumed" | "email">): Change {
  const { key: user, userId, to } = due;
  const action = request.rules.actionFor(to, request.team);
  // What another resource has found of the user, or others have changed there, is not told of this one.
  const own = request.holdings.get(user) ?? due.own.get(userId);
  const gives = leavingGives(request, own, { from: seen.from, to });
  const change = { type: "change", user, userId, action, to, cause: causeOf(request, due), ...seen } as const;
  return gives === undefined ? change : { ...change, leavingGives: gives };
}

/** The account can't be read: the change is planned as if it were needed, and says so by having no `from`. */
function judgeUnread(request: PlanRequest, key: UserKey, to: string, { own }: HoldingIndex): Listed {
  const holding = request.holdings.get(key);
  const due = { key, userId: holding?.userId ?? key, to, seen: false, holding, own };
  const verdict = changeOf(request, due, { from: undefined, assumed: holding?.value, email: undefined });
  return { user: key, verdict, userId: undefined, isProtected: false };
}

/** What a user will be by the time that this resource comes to the user, where another one lets the user go before. */
function releasedLater(handed: HandedOver | undefined, to: string): string | undefined {
  return handed?.moves && handed.isAhead && isGap(handed, to) ? handed.releasedTo : undefined;
}

function judgeRead(
  request: PlanRequest,
  key: UserKey,
  to: string,
  index: HoldingIndex,
  user: User | undefined,
): Listed {
  const holding = request.holdings.get(key) ?? index.byName.get(user?.userId ?? key);
  const from = request.rules.observedValue({ user, holding, team: request.team });
  const userId = user?.userId ?? holding?.userId;
  if (from === undefined || userId === undefined) {
    return { user: key, verdict: { type: "missing", user: key }, userId: undefined, isProtected: false };
  }
  const email = otherAddressOf(key, user, holding) || undefined;
  const listed = { user: key, userId, isProtected: isProtected(request, [key, userId, email, user?.primaryEmail]) };
  const arrival = arrivalOf(request, key, userId, index);
  const { handed } = arrival;
  // In a preview the user is still so: the other resource lets go of the user before this one comes to it.
  const comesAs = releasedLater(request.handedOver.get(userId), to);
  if (from === to && comesAs === undefined) {
    const comes = handed?.isTold ? handed.from : undefined;
    const origin = originOf(holding, arrival);
    return { ...listed, verdict: { type: "asDeclared", user: key, userId, origin, from: comes } };
  }
  const due = { key, userId, to, seen: true, holding, own: index.own };
  const found = comesAs ?? from;
  return { ...listed, verdict: changeOf(request, due, { from: found, assumed: undefined, email }) };
}

/** A user by the program's name; by the ID where the user has another address since. */
function find(request: PlanRequest, key: UserKey, held: Holding | undefined): UserReading {
  const byKey = request.observe(key);
  if (byKey.type === "found" || !held) return byKey;
  const byId = request.observe(held.userId);
  return byId.type === "found" ? byId : byKey;
}

function judgeListed(request: PlanRequest, key: UserKey, to: string, index: HoldingIndex): Listed {
  const held = request.holdings.get(key);
  if (!request.toRead.has(key)) return judgeUnasked(request, key, held);
  const reading = find(request, key, held);
  if (reading.type === "unasked") return judgeUnread(request, key, to, index);
  return judgeRead(request, key, to, index, userOf(reading));
}

/** Judges everybody whom the program lists, in its order. */
export function planListed(request: PlanRequest): Listed[] {
  const index = indexNames(request);
  return [...request.desired].map(([key, to]) => judgeListed(request, key, to, index));
}
