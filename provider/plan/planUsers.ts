import { toUserKey, type UserKey } from "../model/userKey";
import { userOf } from "../model/userReading";
import type { Duplicate, Plan, ProtectedUser } from "./plan";
import { planLeaving } from "./planLeaving";
import { type Listed, planListed } from "./planListed";
import { planOutsiders } from "./planOutsiders";
import type { PlanRequest } from "./planRequest";
import type { Verdict } from "./verdict";

const byUser = (a: Verdict, b: Verdict): number => (a.user < b.user ? -1 : a.user > b.user ? 1 : 0);

/** The other name of somebody who is listed, under which an entry stands that does not count now. */
function findOutside(request: PlanRequest, { user, userId }: Listed): UserKey | undefined {
  if (request.outside.size === 0 || userId === undefined) return undefined;
  const address = userOf(request.observe(userId))?.primaryEmail;
  const names = [userId, ...(address === undefined ? [] : [toUserKey(address)])];
  return names.find((name) => name !== user && request.outside.has(name));
}

/** Whom two entries of the program name, whenever they count; each further entry of a person is told with the first. */
function findDuplicates(request: PlanRequest, listed: readonly Listed[]): Duplicate[] {
  const first = new Map<string, UserKey>();
  const duplicates: Duplicate[] = [];
  for (const entry of listed) {
    const other = findOutside(request, entry);
    if (other !== undefined && entry.userId !== undefined)
      duplicates.push({ userId: entry.userId, entries: [entry.user, other] });
  }
  for (const { user, userId } of listed) {
    if (userId === undefined) continue;
    const other = first.get(userId);
    if (other === undefined) first.set(userId, user);
    else duplicates.push({ userId, entries: [other, user] });
  }
  return duplicates;
}

/** Whom the program lists and protects, by whatever name. */
function findProtected(listed: readonly Listed[]): ProtectedUser[] {
  const found: ProtectedUser[] = [];
  for (const { user, userId, isProtected } of listed) {
    if (isProtected && userId !== undefined) found.push({ user, userId });
  }
  return found;
}

function verdictsOf(request: PlanRequest, listed: readonly Listed[]): Verdict[] {
  const listedIds = new Set<string>();
  const verdicts: Verdict[] = [];
  for (const { userId, verdict } of listed) {
    if (userId !== undefined) listedIds.add(userId);
    if (verdict) verdicts.push(verdict);
  }
  const insiders = verdicts.concat(planLeaving(request, listedIds));
  return insiders.concat(planOutsiders(request, insiders, listedIds));
}

/**
 * Works out who is changed, from what the program declares, what the account has and what the state knows.
 * Pure: no clock, no network, no exception for what users may be like; odd findings are part of the plan.
 */
export function planUsers(request: PlanRequest): Plan {
  const listed = planListed(request);
  return {
    verdicts: verdictsOf(request, listed).sort(byUser),
    duplicates: findDuplicates(request, listed),
    protectedListed: findProtected(listed),
  };
}
