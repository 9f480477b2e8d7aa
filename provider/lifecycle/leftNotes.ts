import type { Context, Work } from "./context";
import type { Moved } from "./storedMoved";

/*
 * A replacement may begin with the deletion. What a resource has noted of who has moved away from it (`moved.ts`) would go with its state:
 * it leaves that to the one that is made in its place.
 */

/** Whether a resource is deleted that the program has, and that was not made anew yet: a replacement that begins with the deletion. */
export function isBeforeItsNext({ kind, session, urn, declaration }: Work): boolean {
  if (urn === undefined || declaration.isDeleted !== true) return false;
  const others = session.others(kind);
  const own = { is: (one: string) => one === urn };
  return others.isAskedAbout(urn) && !others.isSettled(own);
}

/** Leaves notes to the resource that is made in the place of this one. */
export function leaveNotes({ kind, session, urn, declaration }: Work, moved: readonly Moved[]): void {
  const notes = moved.map(({ holdings, ...note }) => ({ ...note, users: [...holdings] }));
  if (urn !== undefined) session.handovers(kind).leaveNotes(urn, declaration.accountId, notes);
}

/** The notes that the resource before has left, whose place one that is made takes. */
export async function notesLeft({ kind, session, urn }: Context, accountId: string): Promise<Moved[]> {
  const notes = urn === undefined ? [] : await session.others(kind).notesFor(urn, accountId);
  return notes.map(({ users, ...note }) => ({ ...note, holdings: new Map(users) }));
}
