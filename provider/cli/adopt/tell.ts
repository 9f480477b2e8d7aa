import type { Inventory } from "../../lifecycle/inventory/takeInventory";
import type { Report } from "../../lifecycle/report";
import { countOf, listNames } from "../../model/names";
import { declareResources, type ResourceNames } from "./resources";

/** Says who of an account is not in what was written, and why. */
export function tellLeftOut(report: Report, { leftOut }: Inventory): void {
  for (const { of, why, users } of leftOut) {
    const names = users.map(({ userId, primaryEmail }) => primaryEmail ?? userId).sort();
    report.warn(`left out of ${of}: ${countOf(users.length, "user")} ${why}: ${listNames(names)}`);
  }
}

/** Counts what is in a file that was written; on standard output the result speaks for itself. */
export function tellWritten(
  report: Report,
  file: string | undefined,
  inventory: Inventory,
  names: ResourceNames,
): void {
  if (file === undefined) return;
  const counts = declareResources(inventory, names).map(
    ({ kind, name, users }) => `${kind.resource} "${name}" with ${countOf(users.length, "user")}`,
  );
  report.info(`${file}: ${counts.length === 0 ? "no resource" : counts.join(", ")}`);
}
