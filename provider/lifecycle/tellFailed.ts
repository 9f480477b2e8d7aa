import { countByCode, describeCauses } from "../errors/failureCauses";
import { countOf } from "../model/names";
import { isListingSecret, type Work } from "./context";
import { describeResource } from "./describeResource";
import { tellWaiting } from "./tellWaiting";

/** How much a preview tells of the last run. */
const CHARACTERS = 2_500;

/** Says whom the last run failed to change, and why: they are what this run tries again. Not of whom it has nothing to do with any more. */
export function tellFailed(work: Work): void {
  const { kind, session, urn, state, declaration } = work;
  const { holdings, others } = state.ledger;
  const failures = state.failures.filter(
    ({ user }) => declaration.desired.has(user) || holdings.has(user) || others.has(user),
  );
  if (failures.length === 0) return;
  const causes = isListingSecret(work) ? "" : describeCauses(failures, CHARACTERS);
  const count = `${countOf(failures.length, "user")} failed last time (${countByCode(failures)})`;
  session.report.info(`${describeResource(kind, urn)}: ${count}${causes}`, urn);
  tellWaiting(work);
}
