import { countOf, listNames } from "../model/names";
import type { UserKey } from "../model/userKey";
import type { Work } from "./context";
import { describeResource } from "./describeResource";
import type { Prepared } from "./prepare";

/** Whether the resource that a user goes to has been made without knowing what was before. */
function isLost(
  { kind, session, declaration, state }: Work,
  user: UserKey,
  moment: number,
  isDeleted: boolean,
): boolean {
  const holding = state.ledger.holdings.get(user);
  // Who was found so has nothing that could be lost.
  if (holding?.before === undefined || session.handovers(kind).isTaken(holding.userId)) return false;
  const names = [user, holding.userId, ...(holding.email ? [holding.email.toLowerCase()] : [])];
  const listers = [...session.claims(kind).listers(declaration.accountId, { names, moment })];
  return listers.some((lister) => session.others(kind).isSettled(lister) || (isDeleted && lister.isPending));
}

/**
 * Says of whom it is not known any more what they had before. The engine asks about the deletion of a resource last: the one
 * that lists the users now, renamed or in its place, was made before anybody could tell it. One that has no part in the run
 * will be made once this one, `isDeleted`, is no more.
 */
export async function tellLost(work: Work, { plan, moment }: Prepared, isDeleted: boolean): Promise<void> {
  const { kind, session, urn, declaration } = work;
  const moving = plan.verdicts.filter((verdict) => verdict.type === "moves" && (isDeleted || !verdict.to.isPending));
  if (moving.length === 0) return;
  // What the processes of other providers have made meanwhile.
  await session.others(kind).find(declaration.accountId, []);
  const lost = moving.filter(({ user }) => isLost(work, user, moment, isDeleted));
  if (lost.length === 0) return;
  const text = `${countOf(lost.length, "user")} changed by this resource stay as they are once the resource that lists them now lets them go: that one does not know what they had before. To keep that, leave no resource out by --target, and run with --refresh, or set "refresh: always" under options in Pulumi.yaml; where a resource is renamed, aliases do too. Now, onRemoval says what is to become of them: ${listNames(lost.map(({ user }) => user))}`;
  session.report.warn(`${describeResource(kind, urn)}: ${text}`, urn);
}
