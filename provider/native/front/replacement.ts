import type { Context, Work } from "../../lifecycle/context";
import { noteRemoval, tellReplacement } from "../../lifecycle/tellReplacement";
import type { NativeProcess } from "./nativeProcess";

/*
 * That the engine replaces, and what the deletion at the end will do, is told once it makes a resource that it has asked to compare: by
 * `replaceOnChanges` the provider learns of it then, and by then it asks about others meanwhile.
 */

/** A resource that the engine has asked to compare: as it is to be, and as it was. */
export interface Compared {
  readonly urn: string;
  readonly work: Work;
  readonly before: Context;
}

type Process = Pick<NativeProcess, "checked" | "compared">;

/** Notes what is compared, and of what is replaced what the program wants of those who leave by now: it may be deleted first. */
export function noteCompared(process: Process, compared: Compared, isReplaced: boolean): void {
  if (isReplaced) noteRemoval(compared.work, compared.before);
  // A refresh compares too, before the engine comes to what the program wants.
  if (process.checked.has(compared.urn)) process.compared.set(compared.urn, compared);
}

/**
 * A resource is made. Where it takes the place of one that the engine has asked to compare, a preview tells what the deletion will do, once it
 * is known who lists its users.
 */
export async function noteMadeAnew({ compared }: Process, urn: string, isPreview: boolean): Promise<void> {
  const replaced = compared.get(urn);
  if (replaced === undefined) return;
  const { work, before } = replaced;
  if (!isPreview) return noteRemoval(work, before);
  if (work.isUntold) await work.untilAsked?.();
  await tellReplacement(work, before);
}
