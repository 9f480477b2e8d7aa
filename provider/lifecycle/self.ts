import type { Work } from "./context";

/**
 * Tells whether a URN is that of the resource itself: the present one, or by an alias that of before, which the stack's state has until the
 * next update.
 */
export function selfOf({ session, urn: own }: Work): (urn: string | undefined) => boolean {
  const known = new Map<string, boolean>();
  return (urn) => {
    if (urn === undefined || own === undefined) return urn === own;
    if (urn === own) return true;
    const isIt = known.get(urn) ?? session.programClaims.areOne(own, urn);
    known.set(urn, isIt);
    return isIt;
  };
}

/**
 * Takes what a refresh has read by a former name for what the resource itself has. A program that can't tell its aliases says nothing of it, nor
 * does the engine: the state does.
 */
export function noteFormerName({ kind, session, urn, state }: Work): void {
  if (urn === undefined) return;
  const now = { urn, accountId: state.declaration.accountId, state };
  const before = session.handovers(kind).formerUrn(now);
  if (before !== undefined) session.noteRenamed(kind, before, now);
}
