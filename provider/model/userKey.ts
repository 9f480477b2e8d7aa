/*
 * The texts that stand for a user. The compiler takes none of them for another: an address as the service spells it finds
 * nobody, and a program's name for a user is not what a request names. Any other text may be any of them.
 */

declare const USER: unique symbol;

/** The service's own ID of a user, letter by letter. */
export type UserId = string & { readonly [USER]?: "id" };

/** An address in any letters, as the service spells it: where an invitation goes. `toUserKey` makes a key of it. */
export type Address = string & { readonly [USER]?: "spelled" | "key" };

/** An address in lower case, without white space around it. */
export type AddressKey = string & { readonly [USER]?: "key" };

/**
 * A user as a program names it: a user ID as it stands, or a primary email address in lower case.
 * Two spellings of one address are one key, so that neither order nor letter case makes a difference.
 */
export type UserKey = UserId | AddressKey;

/** Whether a text is an address: anything with `@` is, everything else is a user ID. */
export function isEmailAddress(text: string): text is AddressKey {
  return text.includes("@");
}

/** The key for what a program wrote, or for an address: white space around it dropped, an address in lower case. */
export function toUserKey(text: string): UserKey {
  const trimmed = text.trim();
  return isEmailAddress(trimmed) ? trimmed.toLowerCase() : trimmed;
}
