import type { Holding } from "../model/holding";
import type { UserKey } from "../model/userKey";
import type { Again } from "./plan";
import type { PlanRequest } from "./planRequest";

/** A listed user who is to be changed. */
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

/** What another resource offers of a user. A user whom this one lists by another name now is on offer too: by itself. */
function isFromElsewhere({ handedOver, holdings }: PlanRequest, { key, userId, own }: Due): boolean {
  return handedOver.has(userId) && (holdings.has(key) || !own.has(userId));
}

/**
 * Tells what makes a listed user due whom the program lists as before; undefined where it is the program itself. A
 * failure comes first: what a refresh sees of such a user is how the failure left the user.
 */
export function againOf(request: PlanRequest, due: Due): Again | undefined {
  const { key, to, seen, holding } = due;
  if (request.failed.has(key)) return "failed";
  if (isFromElsewhere(request, due)) return "moved";
  if (holding?.attempted !== undefined) return "failed";
  return holding?.value === to && (seen || request.drifted.has(key)) ? "drifted" : undefined;
}
