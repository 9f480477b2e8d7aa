import type { Work } from "./context";
import { isOpenFor } from "./hangsOnOthers";
import { ASK_AGAIN_MS } from "./others";
import { type Prepared, prepare } from "./prepare";
import { unlessCancelled } from "./unlessCancelled";

/** How long a resource waits for others of the program, in milliseconds. The engine asks about all of them in far less. */
const LONGEST_WAIT_MS = 3_000;
/** The same of one that is deleted: it comes last, and who has not told by then is busy, or has no part in the run. */
const LONGEST_WAIT_OF_DELETION_MS = 10_000;

/** The resources to which users of a plan move, and about which the engine has not asked yet. */
function pendingIn({ plan }: Prepared): string[] {
  return plan.verdicts.flatMap((verdict) =>
    verdict.type === "moves" && verdict.to.isPending ? [verdict.to.name ?? ""] : [],
  );
}

function longestWait({ declaration }: Work): number {
  return declaration.isDeleted === true ? LONGEST_WAIT_OF_DELETION_MS : LONGEST_WAIT_MS;
}

/** Waits for other resources of the program while something is so; each time that they have told more, `then` is run. */
export async function waitWhile(
  work: Work,
  isSo: () => boolean,
  then: () => Promise<void> = async () => undefined,
  longest: number = longestWait(work),
): Promise<void> {
  const { session, kind, declaration, signal } = work;
  const end = session.clock.monotonicMs() + longest;
  while (isSo() && session.clock.monotonicMs() < end) {
    await session.clock.sleep(ASK_AGAIN_MS, signal);
    await session.others(kind).find(declaration.accountId, []);
    await then();
  }
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
  if (isDisputed) prepared = await prepare(work);
  others.giveUp([...pendingIn(prepared), ...disputedIn(work, prepared)]);
  return prepared;
}
