import type { Report } from "../../lifecycle/report";
import { countOf, listNames } from "../../model/names";
import type { Inventory } from "./inventory";

/** Says who of an account is not in what was written, and why. */
export function tellLeftOut(report: Report, { leftOut }: Inventory): void {
  for (const { of, why, users } of leftOut) {
    const names = users.map(({ userId, primaryEmail }) => primaryEmail ?? userId).sort();
    report.warn(`left out of ${of}: ${countOf(users.length, "user")} ${why}: ${listNames(names)}`);
  }
}
