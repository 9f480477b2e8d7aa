/** No ID or address is longer; RFC 5321 allows an address 254 characters. */
const MAX_NAME_CHARACTERS = 1024;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** Why a text can be neither an ID nor an address; undefined where it can. */
export function whyNotName(text: string): string | undefined {
  if (text.length > MAX_NAME_CHARACTERS) return `is longer than ${MAX_NAME_CHARACTERS} characters`;
  if (CONTROL.test(text)) return "has a control character";
  return text.isWellFormed() ? undefined : "is not valid Unicode";
}

/**
 * Why a text can't be a user or account ID; undefined where it can. The ID becomes a part of the URL's path, and nothing
 * else is assumed of its form: the service's own samples are no UUIDs.
 */
export function whyNotId(text: string): string | undefined {
  const bare = text.trim();
  if (bare === "") return "is blank";
  if (bare === "." || bare === "..") return "would change the path of the request";
  // Characters that would end the path segment, or be read as something else by a proxy on the way.
  return whyNotName(text) ?? (/[/?#%]/.test(text) ? "has one of / ? # %" : undefined);
}
