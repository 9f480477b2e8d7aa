import type { Holding } from "../model/holding";
import type { User } from "../model/user";
import { toUserKey, type UserKey } from "../model/userKey";
import { ACTIONS } from "./actions";
import type { KeptReason, Step } from "./plan";
import { addressOf, type Draft, isProtected, type Observed, type PlanRequest } from "./planRequest";

/** What is decided without looking at anybody. */
type Unseen = Omit<PlanRequest, "observe">;

function targetOf(request: Unseen, holding: Holding): string | undefined {
  const { rules } = request;
  if (request.exclusive && rules.exclusive) return rules.exclusive.to;
  return rules.targetOnRemoval(holding, request.onRemoval);
}

/** Why a leaving user is let be, judged by the state alone; undefined where the account has to be asked. */
function keptByState(request: Unseen, key: UserKey, holding: Holding): KeptReason | undefined {
  if (request.isClaimed(key, holding.userId)) return "claimed";
  if (request.rules.protectsLeaving && isProtected(request, [key, holding.userId])) return "protected";
  if (targetOf(request, holding) !== undefined) return undefined;
  if (request.onRemoval === "retain") return "retained";
  return holding.before === undefined ? "foundSo" : "notRestorable";
}

/** Whether a user that leaves has to be looked at: not where the state alone says that nothing will be done. */
export function needsLookOnLeaving(request: Unseen, key: UserKey, holding: Holding): boolean {
  return keptByState(request, key, holding) === undefined;
}

/** Why a leaving user is let be, now that the user was looked at. */
function keptBySight(request: PlanRequest, step: Step, holding: Holding, user: User | null): KeptReason | undefined {
  const address = user?.primaryEmail;
  if (address !== undefined && request.isClaimed(toUserKey(address))) return "claimed";
  if (step.from === step.to) return "alreadyBack";
  if (step.from !== holding.value && step.from !== holding.attempted) return "changedSince";
  if (request.rules.protectsLeaving && isProtected(request, [step.email, address])) return "protected";
  return ACTIONS[step.action].namesBy === "email" && !step.email ? "notRestorable" : undefined;
}

function stepOf(request: PlanRequest, key: UserKey, holding: Holding, to: string, observed: Observed): Step {
  const user = observed ?? undefined;
  const from = observed === undefined ? undefined : request.rules.observedValue({ user, holding, team: request.team });
  const email = addressOf(key, user, holding);
  const action = request.rules.actionFor(to, request.team);
  const step: Step = { user: key, userId: holding.userId, action, to, reason: "leaving" };
  const seen = from !== undefined ? { from } : observed === undefined ? { assumed: holding.value } : {};
  return { ...step, ...seen, ...(email ? { email } : {}) };
}

function planLeavingUser(request: PlanRequest, draft: Draft, key: UserKey, holding: Holding): void {
  const keptUnseen = keptByState(request, key, holding);
  const to = targetOf(request, holding);
  if (keptUnseen !== undefined || to === undefined) {
    draft.kept.push({ user: key, why: keptUnseen ?? "retained" });
    return;
  }
  const observed = request.observe(holding.userId);
  const step = stepOf(request, key, holding, to, observed);
  if (observed !== undefined && step.from === undefined) {
    draft.gone.push(key);
    return;
  }
  const why = observed === undefined ? undefined : keptBySight(request, step, holding, observed);
  if (why === undefined) draft.steps.push(step);
  else draft.kept.push({ user: key, why });
}

/** Plans for those whom the program does not list any more. */
export function planLeaving(request: PlanRequest, draft: Draft): void {
  for (const [key, holding] of request.holdings) {
    const stays = request.desired.has(key) || draft.listedById.has(holding.userId);
    if (!stays) planLeavingUser(request, draft, key, holding);
  }
}
