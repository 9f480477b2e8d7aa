import type { Plan } from "./plan";
import { type Grouping, groupsOf } from "./planGroups";
import { type PlanMessage, writePlanMessage } from "./planMessage";

/** What a plan is about. */
export interface PlanSubject extends Omit<PlanMessage, "groups">, Grouping {
  /** How many names of each group are told, if not as usual. */
  readonly maxNames?: number | undefined;
}

/** The plan as a person reads it; undefined where there is nothing to say. */
export function describePlan(plan: Plan, { maxNames, ...subject }: PlanSubject): string | undefined {
  const groups = groupsOf(plan, subject);
  const { resource, account, checked } = subject;
  return groups.length === 0 ? undefined : writePlanMessage({ resource, account, checked, groups }, maxNames);
}
