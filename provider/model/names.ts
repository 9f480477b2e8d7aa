/** How many names a message lists before "and N more": enough to recognize a mistake, short enough to read. */
export const NAMES_SHOWN = 10;

/** `2,000`: a whole number as messages have it. Node's own takes 15 ms to do so for the first time, in each process. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** Joins names for a message: at most `shown` of them in the order given, then how many are left out. */
export function listNames(names: readonly string[], shown: number = NAMES_SHOWN): string {
  if (names.length <= shown) return names.join(", ");
  return `${names.slice(0, shown).join(", ")} and ${grouped(names.length - shown)} more`;
}

/** A name that could be read as more than one, as the end of a list, or as a line's sign, is put in quotes. */
export function quoteName(name: string): string {
  return /[",]| and |^[-+~] /.test(name) ? JSON.stringify(name) : name;
}

/** `1 user`, `2,000 users`: a count with its noun. */
export function countOf(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A value for an error message: as JSON, cut after 60 characters so that a hostile one stays readable. */
export function shorten(value: unknown): string {
  const text = typeof value === "bigint" ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length <= 60 ? text : `${text.slice(0, 60)}… (${grouped(text.length)} characters)`;
}

/** A name that somebody has given to something, for an error message: as it is, or as a value where it may be anything. */
export function nameOf(given: string): string {
  return /^[\w.-]{1,60}$/.test(given) ? given : shorten(given);
}
