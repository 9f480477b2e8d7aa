import type { UserKey } from "../model/userKey";
import type { Ledger } from "../plan/ledger";
import { type Plan, usersOf } from "../plan/plan";
import type { Verdict } from "../plan/verdict";
import type { Work } from "./context";

/** What is to be known of a plan. */
interface Known {
  readonly plan: Plan;
  readonly team: boolean;
  /** What the resource itself keeps. */
  readonly ledger: Pick<Ledger, "holdings">;
}

/** Whether another resource may have made a user what the user is now: of more than two values a change tells nothing of it. */
function mayComeFromOthers({ kind }: Work, { ledger }: Known, verdict: Verdict): boolean {
  // Also of whom one has told already: what is said of a move must not hang on who was asked first.
  if (verdict.type === "asDeclared") return !ledger.holdings.has(verdict.user);
  if (verdict.type !== "change" || ledger.holdings.has(verdict.user)) return false;
  const { cause } = verdict;
  // Who comes from one, and is not as that one has the user, may have been with another since, which the engine has not asked about.
  const isNew = cause.why === "listed" || (cause.why === "moved" && cause.isDrifted === true);
  return isNew && kind.listingForm.saysValues;
}

/** The names of those whom another resource may have made what they are now. */
export function newcomersOf(work: Work, known: Known): UserKey[] {
  return known.plan.verdicts.flatMap((verdict) =>
    mayComeFromOthers(work, known, verdict) && "userId" in verdict ? [verdict.user, verdict.userId] : [],
  );
}

/** Whether what becomes of users hangs on what other resources keep of them. */
export function hangsOnOthers(work: Work, known: Known): boolean {
  const { plan, team } = known;
  return (
    plan.verdicts.some((verdict) => mayComeFromOthers(work, known, verdict)) ||
    (team && usersOf(plan, "missing").length > 0)
  );
}

/** The same of resources about which the engine has not asked yet, but may any moment. */
export function isOpenFor(work: Work, known: Known & { readonly isOpen: boolean }): boolean {
  const { plan, isOpen } = known;
  const verdicts = plan.verdicts.filter((verdict) => verdict.type !== "asDeclared" || verdict.origin === "open");
  return isOpen && hangsOnOthers(work, { ...known, plan: { ...plan, verdicts } });
}
