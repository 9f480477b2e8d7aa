import type { Work } from "./context";
import { isOpenFor } from "./hangsOnOthers";
import { waitForDoers } from "./lookAgain";
import { type Prepared, prepare } from "./prepare";
import { hearOnLeaving } from "./returning";
import { unlessCancelled } from "./unlessCancelled";
import { waitWhile } from "./waitWhile";

/** The resources to which users of a plan move, and about which the engine has not asked yet. */
function pendingIn({ plan }: Prepared): string[] {
  return plan.verdicts.flatMap((verdict) =>
    verdict.type === "moves" && verdict.to.isPending ? [verdict.to.name ?? ""] : [],
  );
}

/** The resources that the program writes down to list the same users, and about which the engine has not asked yet. */
function disputedIn({ session, kind, urn, declaration }: Work, { moment }: Prepared): string[] {
  if (urn === undefined || declaration.isDeleted === true) return [];
  const { accountId } = declaration;
  const { checked } = session.claims(kind);
  const against = session.programClaims.against(kind.resource, { urn, accountId, moment, checked });
  const others = session.others(kind);
  return against.flatMap((one) => (one.waits || others.isChecked(one) || others.isGivenUp(one.name) ? [] : [one.name]));
}

/**
 * Makes a plan once the other resources of the program have told whom they keep and whom they list. The engine asks about one
 * after the other, in no fixed order, and writes meanwhile; what is not a part of the run it asks nothing about.
 */
export async function prepareKnowingOthers(work: Work): Promise<Prepared> {
  const { session, kind, urn, declaration } = work;
  await hearOnLeaving(work);
  let prepared = await prepare(work);
  const others = session.others(kind);
  const isSilent = (): boolean => others.silent(declaration.accountId, urn).some(({ waits }) => !waits);
  // The engine comes to no other resource while as many wait as it was told to run side by side: one of them waits for all.
  const isAwaited = (name: string): boolean => declaration.isDeleted === true || !others.isGivenUp(name);
  // Of a run without a preview nobody has judged who lists a user twice.
  const isDisputed = disputedIn(work, prepared).length > 0;
  const isSo = (): boolean =>
    (isDisputed && disputedIn(work, prepared).length > 0) ||
    (isOpenFor(work, prepared) && isSilent()) ||
    (pendingIn(prepared).some(isAwaited) && session.programClaims.isAskedAbout);
  const then = async (): Promise<void> => {
    if (pendingIn(prepared).length > 0 || !isSilent()) prepared = await prepare(work);
  };
  await unlessCancelled(work, () => waitWhile(work, isSo, then));
  const isToLookAgain = await unlessCancelled(work, () => waitForDoers(work, prepared));
  if (isDisputed || isToLookAgain) prepared = await prepare(work);
  others.giveUp([...pendingIn(prepared), ...disputedIn(work, prepared)]);
  return prepared;
}
