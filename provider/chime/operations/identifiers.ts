import { InputError } from "../../errors/inputError";
import { whyNotId } from "../../model/id";
import { shorten } from "../../model/names";

/** Why something cannot be an account ID or a user ID, as a sentence without its subject; undefined where it can. */
export function findIdFault(id: string): string | undefined {
  if (typeof id !== "string") return `must be a text, not ${shorten(id)}.`;
  const why = whyNotId(id);
  return why === undefined ? undefined : `${why}: ${shorten(id)}.`;
}

/** An ID as a segment of a path. An ID that would change the path is an InputError. */
export function encodeId(id: string, path: string): string {
  const fault = findIdFault(id);
  if (fault) throw new InputError(path, fault);
  // The signature covers these five in their encoded form, so they have to travel in it.
  return encodeURIComponent(id).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Refuses more items than one call takes, and IDs that cannot be any. */
export function checkUserIds(userIds: readonly string[], limit: number): void {
  checkBatchSize(userIds.length, limit, "userIds");
  for (const [index, userId] of userIds.entries()) {
    const fault = findIdFault(userId);
    if (fault) throw new InputError(`userIds[${index}]`, fault);
  }
}

/** Refuses more items than one call takes. */
export function checkBatchSize(size: number, limit: number, path: string): void {
  if (size > limit) throw new InputError(path, `has ${size} entries; one call takes ${limit}.`);
}
