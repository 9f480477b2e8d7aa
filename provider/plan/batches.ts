import { EMAILS_PER_INVITE, USERS_PER_SUSPEND, USERS_PER_UNSUSPEND, USERS_PER_UPDATE } from "../model/limits";
import type { Action, Step } from "./plan";

/** How many users one call of each action takes. */
const SIZE: Record<Action, number> = {
  suspend: USERS_PER_SUSPEND,
  unsuspend: USERS_PER_UNSUSPEND,
  invite: EMAILS_PER_INVITE,
  setLicense: USERS_PER_UPDATE,
};

/** Steps of one action that go into one call. */
export interface Batch {
  readonly action: Action;
  readonly steps: readonly Step[];
}

/** Groups steps by action, in the order given, into as few calls as the service's limits allow. */
export function batchesOf(steps: readonly Step[]): Batch[] {
  const byAction = Map.groupBy(steps, (step) => step.action);
  return [...byAction].flatMap(([action, group]) => {
    const size = SIZE[action];
    const calls = Math.ceil(group.length / size);
    return Array.from({ length: calls }, (_, i) => ({ action, steps: group.slice(i * size, (i + 1) * size) }));
  });
}
