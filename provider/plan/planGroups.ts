import { ACTION_NAMES, ACTIONS } from "./actions";
import { type AlreadyLabels, CAUSE_NAMES, causeOf, type Effect, LABELS, labelOf } from "./labels";
import type { Plan, Step } from "./plan";

/** Users to whom the same happens for the same reason. */
export interface PlanGroup {
  readonly effect: Effect;
  /** What happens and why: `unsuspend, no longer listed`. */
  readonly label: string;
  readonly count: number;
  /** All of them, or as many as a message had room for. */
  readonly names: readonly string[];
}

/** Who loses access comes first, and the listed before the others; licenses go by name. */
function byRank(a: Step, b: Step): number {
  const rank = (step: Step): number =>
    ACTION_NAMES.indexOf(step.action) * CAUSE_NAMES.length + CAUSE_NAMES.indexOf(causeOf(step));
  const values = ({ from = "", to }: Step): string => (ACTIONS[a.action].tellsValues ? `${from} ${to}` : "");
  return rank(a) - rank(b) || (values(a) < values(b) ? -1 : values(a) > values(b) ? 1 : 0);
}

/** An ID tells a reader nothing: the address stands beside it, where it is known. */
function nameOf({ user, email }: Step): string {
  return email === undefined || user.includes("@") ? user : `${user} (${email.toLowerCase()})`;
}

function groupBy<T>(
  items: readonly T[],
  effect: (item: T) => Effect,
  label: (item: T) => string,
  name: (item: T) => string,
): PlanGroup[] {
  const groups = Map.groupBy(items, label);
  return [...groups].map(([headline, members]) => ({
    effect: effect(members[0] as T),
    label: headline,
    count: members.length,
    names: members.map(name),
  }));
}

/** Groups everybody whom a plan speaks of by what becomes of them: who is changed comes first. */
export function groupsOf(plan: Plan, labels: AlreadyLabels, team: boolean): PlanGroup[] {
  const found = new Set(plan.found);
  const single = (effect: Effect, label: string, names: readonly string[]): PlanGroup => ({
    effect,
    label,
    count: names.length,
    names,
  });
  const groups = [
    ...groupBy(
      [...plan.steps].sort(byRank),
      (step) => step.action,
      (step) => labelOf(step, team),
      nameOf,
    ),
    ...groupBy(
      plan.kept,
      () => "kept",
      ({ why }) => LABELS.kept[why],
      ({ user }) => user,
    ),
    single("gone", LABELS.gone, plan.gone),
    single("missing", LABELS.missing, plan.missing),
    single("already", labels.found, plan.found),
    single(
      "already",
      labels.kept,
      plan.already.filter((user) => !found.has(user)),
    ),
  ];
  return groups.filter(({ count }) => count > 0);
}
