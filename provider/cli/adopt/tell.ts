import type { Inventory } from "../../lifecycle/inventory/takeInventory";
import type { Report } from "../../lifecycle/report";
import { countOf, grouped, listNames } from "../../model/names";
import { declareResources, type ResourceNames } from "./resources";

/** Says who of an account is not in what was written, and why. */
export function tellLeftOut(report: Report, { leftOut }: Inventory): void {
  for (const { of, why, users } of leftOut) {
    const names = users.map(({ userId, primaryEmail }) => primaryEmail ?? userId).sort();
    report.warn(`left out of ${of}: ${countOf(users.length, "user")} ${why}: ${listNames(names)}`);
  }
}

/** Counts what is in a file of the account's data, by the names that stand in it. */
export function tellData(report: Report, file: string | undefined, { suspended, licensed }: Inventory): void {
  if (file === undefined) return;
  const counts = `${grouped(suspended.length)} suspended, ${countOf(licensed.length, "license")}`;
  report.info(`${file}: ${counts}`);
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
