import type { Holding } from "../model/holding";
import type { HandedOver } from "./handedOver";
import type { HoldingIndex } from "./holdingIndex";
import type { PlanRequest } from "./planRequest";
import type { AsDeclared } from "./verdict";

/** What other resources have to do with a listed user. */
export interface Arrival {
  /** What a resource that lists the user no more keeps of a user who is new to this one. */
  readonly handed: HandedOver | undefined;
  /** Whether another resource may keep the user that has not told yet. */
  readonly isOpen: boolean;
}

/** Finds out where a listed user comes from. */
export function arrivalOf(request: PlanRequest, key: string, userId: string, { own }: HoldingIndex): Arrival {
  const handed = request.handedOver.get(userId);
  const isNew = !request.holdings.has(key) && !own.has(userId);
  return {
    handed: isNew && handed?.moves ? handed : undefined,
    isOpen: isNew && handed === undefined && request.isOpen,
  };
}

/** Whether a user is something else for a while: the resource that the user comes from lets go first. */
export function isGap({ releasedTo }: HandedOver, to: string): boolean {
  return releasedTo !== undefined && releasedTo !== to;
}

/** How it came that a user is as declared. */
export function originOf(holding: Holding | undefined, { isOpen }: Arrival): AsDeclared["origin"] {
  if (holding?.before !== undefined) return "ours";
  return isOpen ? "open" : "preexisting";
}
