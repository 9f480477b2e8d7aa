import { listNames } from "../model/names";
import type { Work } from "./context";
import { describeResource } from "./describeResource";
import { waiting } from "./replaced";

/** The engine deletes in a failed run only where the program has not ended with the failure, as one of Node does. */
const GOES_ON = "; pulumi up --continue-on-error may not wait for that";

/**
 * Says that users of the accounts which a resource leaves are still as they were: beside those who failed on the new one they would be taken
 * for done. The engine comes to them once all are done, and has no word of it in a later preview.
 */
export function tellWaiting(work: Work): void {
  const { kind, session, urn, state, isUntold } = work;
  const accounts = waiting(work, state).map(({ accountId }) => accountId);
  if (accounts.length === 0) return;
  const where = `account${accounts.length === 1 ? "" : "s"} ${listNames(accounts)}`;
  const text = `its users on ${where}, which it leaves, are let go in the first run in which no user fails on the new one${isUntold === true ? GOES_ON : ""}`;
  session.report.info(`${describeResource(kind, urn)}: ${text}`, urn);
}
