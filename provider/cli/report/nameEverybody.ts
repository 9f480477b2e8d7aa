import type { Declaration } from "../../lifecycle/declaration";
import type { Kind } from "../../lifecycle/kind";
import { findQuestions } from "../../lifecycle/questions";
import type { State } from "../../lifecycle/state";
import type { UserKey } from "../../model/userKey";
import { BECAUSE, licenseOf, type PlanGroup } from "../../plan/planGroups";
import type { PlanMessage } from "../../plan/planMessage";

/** The user of a name in a message, which may have an address behind it. */
function keyOf(name: string): UserKey {
  return name.replace(/ \(.*\)$/, "");
}

function isLeaving({ label, effect }: PlanGroup): boolean {
  return label.endsWith(BECAUSE.leaving) || effect === "kept" || effect === "gone";
}

/** Completes each group that can hold nobody but those of the pool who are in no other group. */
function fill(groups: readonly PlanGroup[], pool: ReadonlyMap<UserKey, string>): Map<PlanGroup, PlanGroup> {
  const filled = new Map<PlanGroup, PlanGroup>();
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  if (total !== pool.size) return filled;
  const named = new Set(groups.flatMap(({ names }) => names.map(keyOf)));
  const unnamed = [...pool].filter(([key]) => !named.has(key));
  for (const group of groups) {
    const license = licenseOf(group.label);
    const rest = unnamed.filter(([, wanted]) => license === undefined || isLeaving(group) || wanted === license);
    const isAll = group.names.length < group.count && group.names.length + rest.length === group.count;
    if (isAll) filled.set(group, { ...group, names: [...group.names, ...rest.map(([key]) => key)].sort() });
  }
  return filled;
}

/**
 * Names those whom a plan's message only counts, as far as the preview's own data leave no doubt about who they are:
 * the users in question are known from inputs and state, and where all but one of the groups are complete, the last
 * one is all the others. Nothing is guessed; what is in doubt stays a number.
 */
export function nameEverybody(kind: Kind, plan: PlanMessage, declaration: Declaration, state: State): PlanMessage {
  const { desired, onRemoval, exclusive, protectedUsers, unknowns } = declaration;
  const { holdings } = state.ledger;
  if (unknowns.length > 0 || plan.groups.every(({ names, count }) => names.length === count)) return plan;
  const intent = {
    rules: kind.rules,
    desired,
    holdings,
    handedOver: new Map(),
    onRemoval,
    exclusive,
    protectedUsers,
    isClaimed: () => false,
  };
  const { listed } = findQuestions(kind, intent, state, declaration);
  const asked = new Map([...listed].map((key) => [key, desired.get(key) ?? ""]));
  const left = new Map([...holdings].filter(([key]) => !desired.has(key)).map(([key, { value }]) => [key, value]));
  const others = plan.groups.filter(({ label }) => label.endsWith(BECAUSE.exclusive));
  const known = plan.groups.filter((group) => !others.includes(group));
  const filled = new Map([
    ...fill(
      known.filter((group) => !isLeaving(group)),
      asked,
    ),
    ...fill(known.filter(isLeaving), left),
  ]);
  return { ...plan, groups: plan.groups.map((group) => filled.get(group) ?? group) };
}
