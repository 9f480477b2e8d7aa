import type { Verdict } from "../plan/verdict";
import type { Work } from "./context";
import { describePrepared } from "./describePrepared";
import type { Prepared } from "./prepare";

/** Whom a plan leaves to other resources, or gives back to them. */
function leftTo({ plan }: Prepared): Verdict[] {
  return plan.verdicts.filter(
    (verdict) => verdict.type === "leftTo" || (verdict.type === "change" && verdict.cause.why === "returned"),
  );
}

function keyOf({ urn }: Work, { type, user }: Verdict): string {
  return `${urn} ${type} ${user}`;
}

/** Notes whom a plan that is shown leaves to other resources: they are not told of again when it is carried out. */
export function noteLeftTo(work: Work, prepared: Prepared): void {
  for (const verdict of leftTo(prepared)) work.session.leftToTold.add(keyOf(work, verdict));
}

/** Says who is left to other resources, which a preview knows only of those that it was asked about before. */
export function tellLeftTo(work: Work, prepared: Prepared): void {
  const verdicts = leftTo(prepared).filter((verdict) => !work.session.leftToTold.has(keyOf(work, verdict)));
  if (verdicts.length === 0) return;
  const text = describePrepared(work, { ...prepared, plan: { ...prepared.plan, verdicts } });
  if (text !== undefined) work.session.report.info(text, work.urn);
}
