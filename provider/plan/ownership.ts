import type { Holding } from "../model/holding";
import type { KindRules } from "./rules";

/** How a user was seen who is as declared, without a write of ours. */
export interface Sighting {
  readonly userId: string;
  /** What the user has. */
  readonly value: string;
  /** Whether the user was seen otherwise the last time. */
  readonly wasDrifted: boolean;
}

/**
 * What the state keeps of a user who is seen as declared, and not by a write that was just done. A user who was seen
 * otherwise the last time has been changed by others since: then the user counts as pre-existing, not as ours. The
 * exception is a last write of ours that got no answer: it may be the one that did it.
 */
export function holdingSeen(
  prior: Holding | undefined,
  { userId, value, wasDrifted }: Sighting,
  { driftEndsOwnership }: Pick<KindRules, "driftEndsOwnership">,
): Holding {
  if (prior === undefined) return { userId, value };
  const { attempted, before, ...known } = prior;
  const changedByOthers = driftEndsOwnership && wasDrifted && attempted !== value;
  return changedByOthers || before === undefined ? { ...known, userId, value } : { ...known, before, userId, value };
}

/**
 * What leaving gives a user from a change on, where it would have given nothing so far: who was found as declared, was changed by
 * others since, and is changed back by us, counts as made so here. Undefined for everybody else.
 */
export function leavingGives(
  { rules, onRemoval }: { readonly rules: KindRules; readonly onRemoval: string },
  holding: Holding | undefined,
  { from, to }: { readonly from: string | undefined; readonly to: string },
): string | undefined {
  if (holding === undefined || holding.before !== undefined || holding.value !== to || from === undefined)
    return undefined;
  const given = rules.targetOnRemoval({ ...holding, before: from }, onRemoval);
  return given === rules.targetOnRemoval(holding, onRemoval) ? undefined : given;
}
