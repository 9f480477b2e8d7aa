import type { Holding } from "../model/holding";
import type { User } from "../model/user";
import type { UserKey } from "../model/userKey";
import type { Kept, KeptReason, Plan, Step, Twins } from "./plan";
import type { KindRules } from "./rules";

/** What was read of one user: the user, null for "the account has no such user", undefined for "not read". */
export type Observed = User | null | undefined;

/** Everything that a plan depends on. */
export interface PlanRequest {
  readonly rules: KindRules;
  /** What the program declares. */
  readonly desired: ReadonlyMap<UserKey, string>;
  /** What the state knows. */
  readonly holdings: ReadonlyMap<UserKey, Holding>;
  /** The users to look at; listed users outside it are taken as the state has them. */
  readonly inQuestion: ReadonlySet<UserKey>;
  /** What was read of a user, by ID or address. */
  observe(key: UserKey): Observed;
  /** All users of the account, where `exclusive` asks for them. */
  readonly everyone?: Iterable<User>;
  readonly onRemoval: string;
  readonly exclusive: boolean;
  readonly team: boolean;
  /** Whether another resource of the same program lists this user now: then leaving here undoes nothing. */
  isClaimed(key: UserKey, userId: string): boolean;
}

/** What the plan is made of while it grows. */
interface Draft {
  readonly steps: Step[];
  readonly already: UserKey[];
  readonly missing: UserKey[];
  readonly gone: UserKey[];
  readonly kept: Kept[];
  readonly twins: Twins[];
  readonly userIds: Map<UserKey, string>;
  /** Which listed entry stands for which person. */
  readonly listedById: Map<string, UserKey>;
}

const byUser = (a: { readonly user: string }, b: { readonly user: string }): number =>
  a.user < b.user ? -1 : a.user > b.user ? 1 : 0;

/** The holdings by user ID, for a user that the program now names in another way. */
export function indexHoldings(holdings: ReadonlyMap<UserKey, Holding>): Map<string, Holding> {
  return new Map([...holdings.values()].map((holding) => [holding.userId, holding]));
}

function addressOf(key: UserKey, user: User | undefined, holding: Holding | undefined): string | undefined {
  return key.includes("@") ? key : (user?.primaryEmail ?? holding?.email);
}

function noteListed(draft: Draft, key: UserKey, userId: string): void {
  const twin = draft.listedById.get(userId);
  if (twin !== undefined) draft.twins.push({ userId, entries: [twin, key] });
  else draft.listedById.set(userId, key);
}

/** The account can't be read: the change is planned as if it were needed, and says so by having no `from`. */
function planUnread(request: PlanRequest, draft: Draft, key: UserKey, to: string): void {
  const holding = request.holdings.get(key);
  const action = request.rules.actionFor(to, request.team);
  draft.steps.push({ user: key, userId: holding?.userId ?? key, action, to, reason: "listed" });
}

function planListedUser(
  request: PlanRequest,
  draft: Draft,
  key: UserKey,
  to: string,
  byId: Map<string, Holding>,
): void {
  const observed = request.observe(key);
  if (observed === undefined) {
    planUnread(request, draft, key, to);
    return;
  }
  const user = observed ?? undefined;
  const holding = request.holdings.get(key) ?? (user && byId.get(user.userId));
  const from = request.rules.observedValue({ user, holding, team: request.team });
  const userId = user?.userId ?? holding?.userId;
  if (from === undefined || userId === undefined) {
    draft.missing.push(key);
    return;
  }
  noteListed(draft, key, userId);
  draft.userIds.set(key, userId);
  if (from === to) {
    draft.already.push(key);
    return;
  }
  const email = addressOf(key, user, holding);
  const action = request.rules.actionFor(to, request.team);
  draft.steps.push({ user: key, userId, action, from, to, reason: "listed", ...(email ? { email } : {}) });
}

function planListed(request: PlanRequest, draft: Draft): void {
  const byId = indexHoldings(request.holdings);
  for (const [key, to] of request.desired) {
    const holding = request.holdings.get(key);
    if (request.inQuestion.has(key)) planListedUser(request, draft, key, to, byId);
    else if (holding) noteListed(draft, key, holding.userId);
  }
}

function targetOf(request: PlanRequest, holding: Holding): string | undefined {
  const { rules } = request;
  if (request.exclusive && rules.exclusive) return rules.exclusive.to;
  return rules.targetOnRemoval(holding, request.onRemoval);
}

/** Why a leaving user is let be, judged by the state alone; undefined where the account has to be asked. */
function keptByState(request: PlanRequest, key: UserKey, holding: Holding): KeptReason | undefined {
  if (request.isClaimed(key, holding.userId)) return "claimed";
  if (targetOf(request, holding) !== undefined) return undefined;
  if (request.onRemoval === "retain") return "retained";
  return holding.before === holding.value ? "foundSo" : "notRestorable";
}

/** Whether a user that leaves has to be looked at: not where the state alone says that nothing will be done. */
export function needsLookOnLeaving(request: Omit<PlanRequest, "observe">, key: UserKey, holding: Holding): boolean {
  return keptByState({ ...request, observe: () => undefined }, key, holding) === undefined;
}

function planLeavingUser(request: PlanRequest, draft: Draft, key: UserKey, holding: Holding): void {
  const why = keptByState(request, key, holding);
  const to = targetOf(request, holding);
  if (why !== undefined || to === undefined) {
    draft.kept.push({ user: key, why: why ?? "retained" });
    return;
  }
  const { userId } = holding;
  const observed = request.observe(userId);
  const user = observed ?? undefined;
  const from = request.rules.observedValue({ user, holding, team: request.team });
  const action = request.rules.actionFor(to, request.team);
  const email = addressOf(key, user, holding);
  const step: Step = { user: key, userId, action, to, reason: "leaving", ...(email ? { email } : {}) };
  if (observed === undefined) draft.steps.push(step);
  else if (from === undefined) draft.gone.push(key);
  else if (from !== holding.value || from === to) draft.kept.push({ user: key, why: "changedSince" });
  else if (action === "invite" && !email) draft.kept.push({ user: key, why: "notRestorable" });
  else draft.steps.push({ ...step, from });
}

function planLeaving(request: PlanRequest, draft: Draft): void {
  for (const [key, holding] of request.holdings) {
    const stays = request.desired.has(key) || draft.listedById.has(holding.userId);
    if (!stays) planLeavingUser(request, draft, key, holding);
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
    const action = request.rules.actionFor(exclusive.to, request.team);
    draft.steps.push({ user: key, userId: user.userId, action, from, to: exclusive.to, reason: "exclusive" });
  }
}

/**
 * Works out who is changed, from what the program declares, what the account has and what the state knows.
 * Pure: no clock, no network, no exception for what users may be like; odd findings are part of the plan.
 */
export function planUsers(request: PlanRequest): Plan {
  const draft: Draft = {
    steps: [],
    already: [],
    missing: [],
    gone: [],
    kept: [],
    twins: [],
    userIds: new Map(),
    listedById: new Map(),
  };
  planListed(request, draft);
  planLeaving(request, draft);
  planOthers(request, draft);
  return {
    steps: draft.steps.sort(byUser),
    already: draft.already.sort(),
    missing: draft.missing.sort(),
    gone: draft.gone.sort(),
    kept: draft.kept.sort(byUser),
    twins: draft.twins,
    userIds: draft.userIds,
  };
}
