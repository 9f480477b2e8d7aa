import type { User } from "../model/user";
import type { PlanRequest } from "./planRequest";
import type { Change } from "./verdict";

/** Changes those whom the program never listed, where it says that nobody else may be so; `known` are judged already. */
export function planOutsiders(request: PlanRequest, known: ReadonlySet<string>): Change[] {
  const { everyone = [], rules, team } = request;
  const exclusive = request.exclusive ? rules.exclusive : undefined;
  if (!exclusive) return [];
  const { to } = exclusive;
  const changes: Change[] = [];
  for (const user of everyone) {
    const from = known.has(user.userId) ? undefined : rules.observedValue({ user, holding: undefined, team });
    if (from === undefined || from !== exclusive.from) continue;
    const key = outsiderKey(user);
    const { userId } = user;
    // Of one provider both are refused; another provider's set is to win as well.
    if (request.isClaimed(key, userId)) continue;
    const change = { user: key, userId, action: rules.actionFor(to, team), from, assumed: undefined, to };
    changes.push({ type: "change", ...change, cause: { why: "exclusive" }, email: undefined });
  }
  return changes;
}

/** What a user is called whom no program names. */
export function outsiderKey({ primaryEmail, userId }: User): string {
  return primaryEmail?.toLowerCase() ?? userId;
}
