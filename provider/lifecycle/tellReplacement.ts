import type { Context, Work } from "./context";
import { tellDeletion } from "./preview";

/*
 * A replacement ends with the deletion of what was before. The engine asks nobody about it before it is due, and tells it nothing but what the
 * state has.
 */

/** Notes what the program wants of those who leave by now. `before`: the resource as it was. */
export function noteRemoval({ session, declaration, state }: Work, before: Pick<Context, "urn">): void {
  const { onRemoval, unknowns } = declaration;
  if (!unknowns.includes("onRemoval")) session.noteRemoval(before.urn, state.declaration, onRemoval);
}

/** Tells what the deletion will do, in a preview. `before`: the resource as it was. */
export async function tellReplacement(work: Work, before: Context): Promise<void> {
  const { session, declaration, state } = work;
  noteRemoval(work, before);
  if (declaration.unknowns.includes("accountId")) return;
  await tellDeletion(before, state, session.removalOf(before.urn, state.declaration), work.urn);
}
