import { FOUND_OTHERWISE } from "../plan/planLeaving";
import type { Work } from "./context";
import { isAsStored } from "./holders";
import type { Prepared } from "./prepare";
import { selfOf } from "./self";
import { waitWhile } from "./waitWhile";

/*
 * Of two resources that let a user go in one run, the one that has changed the user last gives the user back to the other, or does what both
 * would do (see `returning.ts`). Which of it the other one finds hangs on who is looked at first: it has to look once the first is done.
 */

/** The users whom a plan finds otherwise than the resource has left them. */
function foundOtherwise({ state }: Work, { plan }: Prepared): string[] {
  return plan.verdicts.flatMap((verdict) => {
    const isOtherwise = verdict.type === "untouched" && FOUND_OTHERWISE.has(verdict.why);
    const holding = isOtherwise ? state.ledger.holdings.get(verdict.user) : undefined;
    return holding ? [holding.userId] : [];
  });
}

/**
 * Waits for the resources at work that let go of users whom a plan finds otherwise: what they are found to be is theirs, and changes yet. Resolves to
 * whether there were any, so that the users are to be looked at again.
 */
export async function waitForDoers(work: Work, prepared: Prepared): Promise<boolean> {
  const { kind, session, declaration } = work;
  const ids = foundOtherwise(work, prepared);
  if (ids.length === 0) return false;
  const others = session.others(kind);
  const isSelf = selfOf(work);
  const holders = (await others.holders(declaration.accountId, ids, false)).filter(isAsStored);
  const doers = new Set(holders.flatMap(({ urn, listing }) => (listing === "left" && !isSelf(urn) ? [urn] : [])));
  const isWorking = (): boolean => [...doers].some((urn) => others.isWorking({ is: (one) => one === urn }));
  if (!isWorking()) return false;
  await waitWhile(work, isWorking);
  return true;
}
