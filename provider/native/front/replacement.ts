import type { Context, Work } from "../../lifecycle/context";
import { noteRemoval, tellReplacement } from "../../lifecycle/tellReplacement";
import type { NativeProcess } from "./nativeProcess";

/*
 * Where the engine replaces because of `replaceOnChanges`, it tells the provider so only by making a resource that it has asked to compare.
 */

/** A resource that the engine has asked to compare: as it is to be, and as it was. */
export interface Compared {
  readonly urn: string;
  readonly work: Work;
  readonly before: Context;
}

type Process = Pick<NativeProcess, "checked" | "compared">;

/** Notes what is compared, and tells what its deletion will do where it is replaced. */
export async function noteCompared(process: Process, compared: Compared, isReplaced: boolean): Promise<void> {
  if (isReplaced) await tellReplacement(compared.work, compared.before);
  // A refresh compares too, before the engine comes to what the program wants.
  else if (process.checked.has(compared.urn)) process.compared.set(compared.urn, compared);
}

/** A resource is made. Where it takes the place of one that the engine has asked to compare, a preview tells what the deletion will do. */
export async function noteMadeAnew({ compared }: Process, urn: string, isPreview: boolean): Promise<void> {
  const replaced = compared.get(urn);
  if (replaced === undefined) return;
  const { work, before } = replaced;
  if (isPreview) await tellReplacement(work, before);
  else noteRemoval(work, before);
}
