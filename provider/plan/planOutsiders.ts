import type { User } from "../model/user";
import type { PlanRequest } from "./planRequest";
import type { Change, LeftTo, Verdict } from "./verdict";

/** What a user is called whom no program names. */
export function outsiderKey({ primaryEmail, userId }: User): string {
  return primaryEmail?.toLowerCase() ?? userId;
}

function judgeOutsider(
  request: PlanRequest,
  user: User,
  exclusive: { from: string; to: string },
): Change | LeftTo | undefined {
  const { rules, team } = request;
  const { from, to } = exclusive;
  if (rules.observedValue({ user, holding: undefined, team }) !== from) return undefined;
  const key = outsiderKey(user);
  const { userId } = user;
  // Of one provider both are refused; another provider's set is to win as well.
  if (request.claimantOf(key, userId)) return undefined;
  const leftTo = request.holderOf?.(user, to);
  if (leftTo) return { type: "leftTo", user: key, to: leftTo };
  const change = { user: key, userId, action: rules.actionFor(to, team), from, assumed: undefined, to };
  return { type: "change", ...change, cause: { why: "exclusive" }, email: undefined };
}

/** Who was judged already, of those whom nobody lists. */
function judgedId({ holdings }: PlanRequest, verdict: Verdict): string | undefined {
  if (verdict.type === "change") return verdict.userId;
  return verdict.type === "leftTo" ? holdings.get(verdict.user)?.userId : undefined;
}

/** Changes those whom the program never listed, where it says that nobody else may be so. The insiders are judged already. */
export function planOutsiders(
  request: PlanRequest,
  insiders: readonly Verdict[],
  listedIds: ReadonlySet<string>,
): Verdict[] {
  const exclusive = request.exclusive ? request.rules.exclusive : undefined;
  if (!exclusive) return [];
  const known = new Set(listedIds);
  for (const verdict of insiders) {
    const userId = judgedId(request, verdict);
    if (userId !== undefined) known.add(userId);
  }
  const verdicts: Verdict[] = [];
  for (const user of request.everyone ?? []) {
    const verdict = known.has(user.userId) ? undefined : judgeOutsider(request, user, exclusive);
    if (verdict) verdicts.push(verdict);
  }
  return verdicts;
}
