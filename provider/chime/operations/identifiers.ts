import { InputError } from "../../errors/inputError";
import { shorten } from "../../model/names";

/** Characters that would end the path segment, or be read as something else by a proxy on the way. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const UNSAFE = /[/?#%\u0000-\u001f\u007f-\u009f]/;

/**
 * Why a text cannot be an account ID or a user ID; undefined where it can. Nothing else is assumed of the form:
 * the service's own samples are no UUIDs.
 */
export function findIdFault(id: string): string | undefined {
  if (typeof id !== "string") return `must be a text, not ${shorten(id)}.`;
  if (id.trim() === "") return "must not be blank.";
  if (id === "." || id === "..") return `must not be ${shorten(id)}, which would change the path of the request.`;
  if (UNSAFE.test(id)) return `must not contain / ? # % or a control character: ${shorten(id)}.`;
  if (!id.isWellFormed()) return `is not valid Unicode: ${shorten(id)}.`;
  return undefined;
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
