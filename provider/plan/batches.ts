import { ACTIONS, type Action } from "./actions";
import type { Change } from "./verdict";

/** Changes of one action that go into one call. */
export interface Batch {
  readonly action: Action;
  readonly changes: readonly Change[];
}

/** Groups changes by action, in the order given, into as few calls as the service's limits allow. */
export function batchesOf(changes: readonly Change[]): Batch[] {
  const byAction = Map.groupBy(changes, ({ action }) => action);
  return [...byAction].flatMap(([action, group]) => {
    const size = ACTIONS[action].usersPerCall;
    const calls = Math.ceil(group.length / size);
    return Array.from({ length: calls }, (_, i) => ({ action, changes: group.slice(i * size, (i + 1) * size) }));
  });
}
