import type { AlreadyLabels } from "./labels";
import type { Plan } from "./plan";
import { groupsOf } from "./planGroups";
import { type PlanMessage, writePlanMessage } from "./planMessage";

/** What a plan is about. */
export interface PlanSubject extends Omit<PlanMessage, "groups"> {
  /** Whether it is a Team account, where suspending removes users. */
  readonly team: boolean;
  readonly labels: AlreadyLabels;
  /** How many names of each group are told, if not as usual. */
  readonly maxNames?: number;
}

/** The plan as a person reads it; undefined where there is nothing to say. */
export function describePlan(plan: Plan, { team, labels, maxNames, ...subject }: PlanSubject): string | undefined {
  const groups = groupsOf(plan, labels, team);
  return groups.length === 0 ? undefined : writePlanMessage({ ...subject, groups }, maxNames);
}
