import { grouped } from "../../model/names";
import { ACTION_NAMES, ACTIONS } from "../../plan/actions";
import { type Effect, isChange } from "../../plan/labels";
import type { PlanGroup } from "../../plan/planGroups";
import { countEffect } from "../../plan/planMessage";
import type { ResourceReport } from "./previewReport";

const COUNTS: readonly (readonly [Effect, string])[] = [
  ...ACTION_NAMES.map((action) => [action, ACTIONS[action].column] as const),
  ["missing", "Not in the account"],
  ["gone", "Gone"],
  ["untouched", "Not changed"],
  ["unchanged", "Already as declared"],
];

function groupsOf({ plans }: ResourceReport): PlanGroup[] {
  return plans.flatMap(({ groups }) => groups);
}

function operationOf({ operation, plans, unplanned }: ResourceReport): string {
  return operation === "update" && plans.length === 0 && !unplanned ? "update (settings only)" : operation;
}

/** How many users of a resource something happens to, as far as the preview tells. */
function cellOf(resource: ResourceReport, effect: Effect): string {
  const { unplanned, untold, atMost } = resource;
  const count = countEffect(groupsOf(resource), effect);
  if (unplanned || (untold && count === 0)) return "?";
  const upTo = atMost && isChange(effect) && count > 0 ? "up to " : "";
  // Beside those who are counted there are others of whom the preview does not tell.
  return `${untold ? "at least " : upTo}${grouped(count)}`;
}

/** The cells of a table with one row of counts for each resource; columns without a count are left out. */
export function tableOf(resources: readonly ResourceReport[]): string[][] {
  const everything = resources.flatMap(groupsOf);
  const columns = COUNTS.filter(([effect]) => countEffect(everything, effect) > 0);
  const rows = resources.map((resource) => {
    const counts = columns.map(([effect]) => cellOf(resource, effect));
    return [resource.resource, operationOf(resource), ...counts];
  });
  return [["Resource", "Operation", ...columns.map(([, title]) => title)], ...rows];
}
