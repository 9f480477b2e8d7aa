import type { Work } from "./context";

/**
 * Tells whether a URN is that of the resource itself: the present one, or by an alias that of before, which the stack's state has until the
 * next update. A program that does not declare the resource any more says nothing of it, and its own state has the name under which
 * that was written last: what the stack has under another name, and is the same, is the resource itself.
 */
export function selfOf({ kind, session, urn: own, state, declaration }: Work): (urn: string | undefined) => boolean {
  const { programClaims } = session;
  const known = new Map<string, boolean>();
  const isStored = (urn: string): boolean =>
    declaration.isDeleted === true &&
    !programClaims.declares(urn) &&
    session.handovers(kind).isStateOf(urn, { accountId: declaration.accountId, state });
  return (urn) => {
    if (urn === undefined || own === undefined) return urn === own;
    if (urn === own) return true;
    const isIt = known.get(urn) ?? (programClaims.areOne(own, urn) || isStored(urn));
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
