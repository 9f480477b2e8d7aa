import type { Context, Work } from "../../lifecycle/context";
import { tellDeletion } from "../../lifecycle/preview";
import type { NativeProcess } from "./nativeProcess";

/*
 * A replacement ends with the deletion of what was before, about which the engine asks in no preview. Where it replaces because of
 * `replaceOnChanges`, it tells the provider so only by making a resource that it has asked to compare.
 */

/** A resource that the engine has asked to compare: as it is to be, and as it was. */
export interface Compared {
  readonly urn: string;
  readonly work: Work;
  readonly context: Context;
}

type Process = Pick<NativeProcess, "checked" | "compared">;

/** Notes what the program wants of those who leave by now: the deletion is told only what the state has. */
function noteRemoval({ session, urn, declaration, state }: Work): void {
  const { onRemoval, unknowns } = declaration;
  if (!unknowns.includes("onRemoval")) session.noteRemoval(urn, state.declaration, onRemoval);
}

/** Tells what the deletion will do, in a preview. */
async function tellReplacement({ work, context }: Compared): Promise<void> {
  const { session, urn, declaration, state } = work;
  noteRemoval(work);
  if (declaration.unknowns.includes("accountId")) return;
  await tellDeletion(context, state, session.removalOf(urn, state.declaration));
}

/** Notes what is compared, and tells what its deletion will do where it is replaced. */
export async function noteCompared(process: Process, compared: Compared, isReplaced: boolean): Promise<void> {
  if (isReplaced) await tellReplacement(compared);
  // A refresh compares too, before the engine comes to what the program wants.
  else if (process.checked.has(compared.urn)) process.compared.set(compared.urn, compared);
}

/** A resource is made. Where it takes the place of one that the engine has asked to compare, a preview tells what the deletion will do. */
export async function noteMadeAnew({ compared }: Process, urn: string, isPreview: boolean): Promise<void> {
  const replaced = compared.get(urn);
  if (replaced === undefined) return;
  if (isPreview) await tellReplacement(replaced);
  else noteRemoval(replaced.work);
}
