import { type Plan, usersOf } from "../plan/plan";
import type { Verdict } from "../plan/verdict";
import type { Work } from "./context";

/** What is to be known of a plan. */
interface Known {
  readonly plan: Plan;
  readonly team: boolean;
}

/** Whether another resource may have made a user what the user is now: of more than two values a change tells nothing of it. */
function mayComeFromOthers({ kind, state }: Work, verdict: Verdict): boolean {
  if (verdict.type === "asDeclared") return verdict.origin !== "ours" && !state.ledger.holdings.has(verdict.user);
  const isNew = verdict.type === "change" && verdict.cause.why === "listed" && !state.ledger.holdings.has(verdict.user);
  return isNew && kind.listingForm.saysValues;
}

/** Whether what becomes of users hangs on what other resources keep of them. */
export function hangsOnOthers(work: Work, { plan, team }: Known): boolean {
  return (
    plan.verdicts.some((verdict) => mayComeFromOthers(work, verdict)) || (team && usersOf(plan, "missing").length > 0)
  );
}

/** The same of resources about which the engine has not asked yet, but may any moment. */
export function isOpenFor(work: Work, { plan, isOpen, team }: Known & { readonly isOpen: boolean }): boolean {
  const open = plan.verdicts.filter((verdict) => verdict.type !== "asDeclared" || verdict.origin === "open");
  return isOpen && hangsOnOthers(work, { plan: { ...plan, verdicts: open }, team });
}
