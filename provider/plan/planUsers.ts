import type { Holding } from "../model/holding";
import { toUserKey, type UserKey } from "../model/userKey";
import { againOf, type Due } from "./again";
import type { Plan, Step } from "./plan";
import { planLeaving } from "./planLeaving";
import { type Draft, emptyDraft, isProtected, otherAddressOf, type PlanRequest } from "./planRequest";

const byUser = (a: { readonly user: string }, b: { readonly user: string }): number =>
  a.user < b.user ? -1 : a.user > b.user ? 1 : 0;

/** The holdings by user ID, for a user that the program now names in another way. */
export function indexHoldings(holdings: ReadonlyMap<UserKey, Holding>): Map<string, Holding> {
  return new Map([...holdings.values()].map((holding) => [holding.userId, holding]));
}

/** The holdings by recorded address, for a user whom the account can't be asked about any more. */
function indexAddresses(holdings: ReadonlyMap<UserKey, Holding>): [string, Holding][] {
  return [...holdings.values()].flatMap((holding) =>
    holding.email === undefined ? [] : [[toUserKey(holding.email), holding] as [string, Holding]],
  );
}

/** What is known of users by other names than the program's. */
interface Index {
  /** What this resource keeps, by user ID. */
  readonly own: ReadonlyMap<string, Holding>;
  /** The same and what other resources hand over, by ID and by address. */
  readonly byName: ReadonlyMap<string, Holding>;
}

function noteListed(draft: Draft, key: UserKey, userId: string): void {
  const twin = draft.listedById.get(userId);
  if (twin !== undefined) draft.twins.push({ userId, entries: [twin, key] });
  else draft.listedById.set(userId, key);
}

/** A user who need not be looked at may be protected all the same, by another name that is known. */
function noteHeld(request: PlanRequest, draft: Draft, key: UserKey, holding: Holding): void {
  const { userId, email } = holding;
  noteListed(draft, key, userId);
  const address = request.protectedUsers.size > 0 ? request.observe(userId)?.primaryEmail : undefined;
  if (isProtected(request, [key, userId, email, address])) draft.protectedListed.push({ user: key, userId });
}

/** The account can't be read: the change is planned as if it were needed, and says so by having no `from`. */
function planUnread(request: PlanRequest, draft: Draft, key: UserKey, to: string, index: Index): void {
  const holding = request.holdings.get(key);
  const userId = holding?.userId ?? key;
  const action = request.rules.actionFor(to, request.team);
  const assumed = holding ? { assumed: holding.value } : {};
  const again = againOf(request, { key, userId, to, seen: false, holding, own: index.own });
  draft.steps.push({ user: key, userId, action, to, reason: "listed", ...(again ? { again } : {}), ...assumed });
}

function noteAlready(request: PlanRequest, draft: Draft, key: UserKey, holding: Holding | undefined): void {
  draft.already.push(key);
  const leftSo = request.onRemoval === "restore" && !request.exclusive;
  if (leftSo && holding?.before === undefined) draft.found.push(key);
}

function stepOf(request: PlanRequest, due: Due, from: string, email: string | undefined): Step {
  const { key, userId, to } = due;
  const action = request.rules.actionFor(to, request.team);
  const again = againOf(request, due);
  const step: Step = { user: key, userId, action, from, to, reason: "listed" };
  return { ...step, ...(again ? { again } : {}), ...(email ? { email } : {}) };
}

function planListedUser(request: PlanRequest, draft: Draft, key: UserKey, to: string, index: Index): void {
  const held = request.holdings.get(key);
  // By the program's name first; by the ID where the user has another address since.
  const observed = request.observe(key) || (held && request.observe(held.userId)) || request.observe(key);
  if (observed === undefined) {
    planUnread(request, draft, key, to, index);
    return;
  }
  const user = observed ?? undefined;
  const holding = held ?? index.byName.get(user?.userId ?? key);
  const from = request.rules.observedValue({ user, holding, team: request.team });
  const userId = user?.userId ?? holding?.userId;
  if (from === undefined || userId === undefined) {
    draft.missing.push(key);
    return;
  }
  noteListed(draft, key, userId);
  draft.userIds.set(key, userId);
  const email = otherAddressOf(key, user, holding);
  if (isProtected(request, [key, userId, email, user?.primaryEmail])) draft.protectedListed.push({ user: key, userId });
  if (from === to) noteAlready(request, draft, key, holding);
  else draft.steps.push(stepOf(request, { key, userId, to, seen: true, holding, own: index.own }, from, email));
}

function planListed(request: PlanRequest, draft: Draft): void {
  const { handedOver, holdings } = request;
  const own = indexHoldings(holdings);
  const index = { own, byName: new Map([...indexAddresses(holdings), ...handedOver, ...own]) };
  for (const [key, to] of request.desired) {
    const holding = request.holdings.get(key);
    if (request.inQuestion.has(key)) planListedUser(request, draft, key, to, index);
    else if (holding) noteHeld(request, draft, key, holding);
  }
}

function planOthers(request: PlanRequest, draft: Draft): void {
  const exclusive = request.exclusive ? request.rules.exclusive : undefined;
  if (!exclusive) return;
  const seen = new Set(draft.steps.map((step) => step.userId));
  for (const user of request.everyone ?? []) {
    if (seen.has(user.userId) || draft.listedById.has(user.userId)) continue;
    const from = request.rules.observedValue({ user, holding: undefined, team: request.team });
    if (from !== exclusive.from) continue;
    const key = user.primaryEmail?.toLowerCase() ?? user.userId;
    // Of one provider both are refused; another provider's set is to win as well.
    if (request.isClaimed(key, user.userId)) continue;
    const action = request.rules.actionFor(exclusive.to, request.team);
    draft.steps.push({ user: key, userId: user.userId, action, from, to: exclusive.to, reason: "exclusive" });
  }
}

/**
 * Works out who is changed, from what the program declares, what the account has and what the state knows.
 * Pure: no clock, no network, no exception for what users may be like; odd findings are part of the plan.
 */
export function planUsers(request: PlanRequest): Plan {
  const draft = emptyDraft();
  planListed(request, draft);
  planLeaving(request, draft);
  planOthers(request, draft);
  return {
    steps: draft.steps.sort(byUser),
    already: draft.already.sort(),
    found: draft.found.sort(),
    missing: draft.missing.sort(),
    gone: draft.gone.sort(),
    kept: draft.kept.sort(byUser),
    twins: draft.twins,
    protectedListed: draft.protectedListed,
    userIds: draft.userIds,
  };
}
