import type { User } from "../model/user";
import type { PlanRequest } from "./planRequest";
import type { Change, Verdict } from "./verdict";

/** What a user is called whom no program names. */
export function outsiderKey({ primaryEmail, userId }: User): string {
  return primaryEmail?.toLowerCase() ?? userId;
}

function judgeOutsider(request: PlanRequest, user: User, exclusive: { from: string; to: string }): Change | undefined {
  const { rules, team } = request;
  const { from, to } = exclusive;
  if (rules.observedValue({ user, holding: undefined, team }) !== from) return undefined;
  const key = outsiderKey(user);
  const { userId } = user;
  // Of one provider both are refused; another provider's set is to win as well.
  if (request.claimantOf(key, userId)) return undefined;
  const change = { user: key, userId, action: rules.actionFor(to, team), from, assumed: undefined, to };
  return { type: "change", ...change, cause: { why: "exclusive" }, email: undefined };
}

/** Changes those whom the program never listed, where it says that nobody else may be so. The insiders are judged already. */
export function planOutsiders(
  request: PlanRequest,
  insiders: readonly Verdict[],
  listedIds: ReadonlySet<string>,
): Change[] {
  const exclusive = request.exclusive ? request.rules.exclusive : undefined;
  if (!exclusive) return [];
  const known = new Set(listedIds);
  for (const verdict of insiders) if (verdict.type === "change") known.add(verdict.userId);
  const changes: Change[] = [];
  for (const user of request.everyone ?? []) {
    const change = known.has(user.userId) ? undefined : judgeOutsider(request, user, exclusive);
    if (change) changes.push(change);
  }
  return changes;
}
