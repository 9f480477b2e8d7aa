import { escapePattern } from "../model/escapePattern";
import { SECRET } from "../model/secret";

/** What is longer than this is a sentence, a date or a name, and in no other word. */
const LONGEST_WORD = 9;

/** The values that the program has marked secret, as far as they are known: no message may have one of them. */
export class Secrets {
  readonly #values = new Set<string>();
  readonly #words = new Set<string>();
  #longestFirst: readonly string[] | undefined;

  add(values: Iterable<string>): void {
    for (const value of values) if (value !== "") this.#values.add(value);
    this.#longestFirst = undefined;
  }

  /**
   * The same for values that may be words of the language too: they are meant where they stand alone, as they are written. A
   * long one is no word, and is meant wherever it stands.
   */
  addWords(words: Iterable<string>): void {
    const all = [...words];
    for (const word of all) if (word !== "" && word.length <= LONGEST_WORD) this.#words.add(word);
    this.add(all.filter((word) => word.length > LONGEST_WORD));
  }

  /** The text without any of them; names in whatever letters. */
  mask(text: string): string {
    return this.#maskWords(this.#maskValues(text));
  }

  #maskWords(text: string): string {
    if (this.#words.size === 0) return text;
    // The longest first, here too.
    const longestFirst = [...this.#words].sort((a, b) => b.length - a.length);
    const words = longestFirst.map(escapePattern);
    return text.replace(new RegExp(`(?<![\\p{L}\\p{N}_])(?:${words.join("|")})(?![\\p{L}\\p{N}_])`, "gu"), SECRET);
  }

  #maskValues(text: string): string {
    if (this.#values.size === 0) return text;
    // The longest first: one may be a part of another.
    this.#longestFirst ??= [...this.#values].sort((a, b) => b.length - a.length);
    let masked = text;
    let lower = text.toLowerCase();
    for (const value of this.#longestFirst) {
      const needle = value.toLowerCase();
      if (!lower.includes(needle)) continue;
      masked = maskOne(masked, lower, needle);
      lower = masked.toLowerCase();
    }
    return masked;
  }
}

function maskOne(text: string, lower: string, needle: string): string {
  // Letters that change their number with their case would move the places; then nothing is left of the text.
  if (lower.length !== text.length) return SECRET;
  const parts: string[] = [];
  let from = 0;
  for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, from)) {
    parts.push(text.slice(from, at), SECRET);
    from = at + needle.length;
  }
  return parts.join("") + text.slice(from);
}
