import type { Holding } from "../model/holding";
import type { UserKey } from "../model/userKey";
import { isGap } from "./arrival";
import type { Cause } from "./cause";
import type { HandedOver } from "./handedOver";
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
 * What another resource says of the user, where the user comes from there. A user whom this resource lists by another
 * name now was handed over by itself, and does not.
 */
function comesFrom({ handedOver, holdings }: PlanRequest, { key, userId, own }: Due): HandedOver | undefined {
  const handed = handedOver.get(userId);
  return handed?.moves && (holdings.has(key) || !own.has(userId)) ? handed : undefined;
}

/** Whether something outside this stack has changed a user for whom the program declares the same as before. */
function hasDrifted({ drifted, holdings, handedOver, comeBack }: PlanRequest, due: Due): boolean {
  const { key, userId, to, seen, holding, own } = due;
  // Of what one before this resource has kept a refresh alone knows that it was still so.
  const isKnown = holdings.has(key) || own.has(userId) || handedOver.get(userId)?.isTold === true;
  if (comeBack?.has(key)) return false;
  return isKnown && holding?.value === to && (seen || drifted.has(key));
}

/**
 * Whether the last run failed to change a user whom the program had listed. Where it failed to let the user go, and the program
 * lists the user again, what follows now is not what failed: the state keeps the user then, and has seen nothing else, or a refresh
 * has. The same is seen of somebody whose change back failed, of whom the weaker word is true as well.
 */
export function hasFailedListed(
  { failed, holdings, drifted }: Pick<PlanRequest, "failed" | "holdings" | "drifted">,
  key: UserKey,
): boolean {
  const held = holdings.get(key);
  if (!failed.has(key)) return false;
  if (held === undefined || held.attempted !== undefined) return true;
  // Whom letting go would have given nothing has not failed so; a refresh calls nobody drifted who is as the state has it.
  return drifted.has(key) && (held.before === undefined || drifted.get(key) === held.value);
}

/** Why a listed user is changed. A failure comes first: it may have left the user as a refresh then saw the user. */
export function causeOf(request: PlanRequest, due: Due): Cause {
  const { key, holding, to } = due;
  if (hasFailedListed(request, key)) return { why: "failed" };
  const handed = comesFrom(request, due);
  if (handed) {
    const isReleased = isGap(handed, to);
    const isSame = handed.holding.value === to;
    const isDrifted = isSame && !isReleased && due.seen;
    return { why: "moved", from: handed.from, isReleased, isOnlyMove: isReleased && isSame, isDrifted };
  }
  if (holding?.attempted !== undefined) return { why: "failed" };
  // Of whom letting go failed without an answer it may be that very write which is seen now.
  return { why: !request.failed.has(key) && hasDrifted(request, due) ? "drifted" : "listed" };
}
