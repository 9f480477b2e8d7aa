import type { Holding } from "../model/holding";
import type { UserKey } from "../model/userKey";
import type { Cause } from "./cause";
import type { PlanRequest } from "./planRequest";

/** A listed user who is to be changed, and what is known of the user. */
export interface Due {
  readonly key: UserKey;
  readonly userId: string;
  /** What the program declares. */
  readonly to: string;
  /** Whether the user was looked at. */
  readonly seen: boolean;
  /** What the state knows of the user, under whatever name. */
  readonly holding: Holding | undefined;
  /** What this resource itself keeps, by user ID. */
  readonly own: ReadonlyMap<string, Holding>;
}

/**
 * Whether the user comes from another resource. A user whom this resource lists by another name now was handed over by
 * itself, and does not.
 */
function isFromElsewhere({ handedOver, holdings }: PlanRequest, { key, userId, own }: Due): boolean {
  return handedOver.has(userId) && (holdings.has(key) || !own.has(userId));
}

/** Whether something outside this stack has changed a user for whom the program declares the same as before. */
function hasDrifted({ drifted }: PlanRequest, { key, to, seen, holding }: Due): boolean {
  return holding?.value === to && (seen || drifted.has(key));
}

/** Why a listed user is changed. A failure comes first: it may have left the user as a refresh then saw the user. */
export function causeOf(request: PlanRequest, due: Due): Cause {
  if (request.failed.has(due.key)) return { why: "failed" };
  if (isFromElsewhere(request, due)) return { why: "moved" };
  if (due.holding?.attempted !== undefined) return { why: "failed" };
  return { why: hasDrifted(request, due) ? "drifted" : "listed" };
}
