/**
 * A user as a program names it: a user ID as it stands, or a primary email address in lower case.
 * Two spellings of one address are one key, so that neither order nor letter case makes a difference.
 */
export type UserKey = string;

/** Whether a key is an address: anything with `@` is, everything else is a user ID. */
export function isEmailAddress(key: string): boolean {
  return key.includes("@");
}

/** The key for what a program wrote: white space around it dropped, an address in lower case. */
export function toUserKey(text: string): UserKey {
  const trimmed = text.trim();
  return isEmailAddress(trimmed) ? trimmed.toLowerCase() : trimmed;
}
