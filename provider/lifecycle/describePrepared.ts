import { shorten } from "../model/names";
import { describePlan } from "../plan/describePlan";
import type { Plan } from "../plan/plan";
import type { AccountReading } from "./accountReading";
import { isListingSecret, type Work } from "./context";
import type { Declaration } from "./declaration";
import { describeWork } from "./describeResource";
import type { Prepared } from "./prepare";
import { notesOf } from "./schedule/outside";

/** Whether a plan says of anybody what only the account tells: whether that was read for others, or in vain, is not to be seen in its message. */
function isByAccount({ verdicts }: Plan): boolean {
  return verdicts.some(({ type }) => type === "change" || type === "asDeclared" || type === "missing");
}

function describeAccount(reading: AccountReading, plan: Plan, { accountId }: Declaration): string {
  if (reading.type !== "found" || !isByAccount(plan)) return `account ${accountId}`;
  return `${shorten(reading.account.name)} (account ${reading.account.accountId})`;
}

/** The plan as a message, or undefined where there is nothing to say. */
export function describePrepared(work: Work, prepared: Prepared): string | undefined {
  const { kind, declaration, session, state } = work;
  const { reading, plan, team } = prepared;
  const maxNames = isListingSecret(work) ? 0 : session.maxNames;
  return describePlan(plan, {
    resource: describeWork(work),
    account: describeAccount(reading, plan, declaration),
    checked: reading.type !== "unreachable",
    team,
    labels: kind.labels,
    leavesPreexisting: declaration.onRemoval === "restore" && !declaration.exclusive,
    notes: notesOf(declaration, state),
    maxNames,
  });
}
