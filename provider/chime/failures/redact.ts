import { escapePattern } from "../../model/escapePattern";
import { type Span, Traces } from "./traces";

const HIDDEN = "[redacted]";

/** Shorter ones are left alone: replacing every "a" would hide the message, not a secret. */
const SHORTEST_SECRET = 4;

/** From the end of one JSON string to the begin of the next, also in JSON that is a string itself: no URL goes on beyond that. */
const BETWEEN_STRINGS = String.raw`"[}\]]*[,:](?:[-+.,:{}[\]\dE]|true|false|null)*\\*"`;

const USER_IN_URL = new RegExp(
  String.raw`(//)(?:(?!${BETWEEN_STRINGS})[^/\s:@])+:(?:(?!${BETWEEN_STRINGS})[^/\s@])+@`,
  "gi",
);

/** What signing leaves in texts, whoever's it is: services quote requests that they refuse. */
const PATTERNS: readonly [RegExp, string][] = [
  [/AWS4-HMAC-SHA256\s+Credential=.{0,4000}?Signature=[0-9a-f]+/gis, `AWS4-HMAC-SHA256 ${HIDDEN}`],
  [/((?:x-amz-)?(?:credential|signature|security-token)["']?\s*[=:]\s*["']?)[^\s"'&,;<>]+/gi, `$1${HIDDEN}`],
  [/((?:proxy-)?authorization["']?\s*[=:]\s*["']?(?:basic |bearer |AWS4-HMAC-SHA256 )?)[^\s"'<>]+/gi, `$1${HIDDEN}`],
  [/\b(?:AKIA|ASIA|AIDA|AROA|ABIA|ACCA)[A-Z0-9]{12,}\b/g, HIDDEN],
  [USER_IN_URL, `$1${HIDDEN}@`],
];

function spellingsOf(secret: string): string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), secret.replaceAll("/", "\\/")];
}

/** What takes a while to make of secrets, which stay the same over many texts. */
class Known {
  readonly #secrets: readonly string[];
  readonly #whole: RegExp | undefined;
  readonly #traces: Traces;

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
    const spellings = new Set(secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(spellingsOf));
    // The longest first: a token that begins with a key must not leave its rest behind.
    const ordered = [...spellings].sort((a, b) => b.length - a.length);
    this.#whole = ordered.length > 0 ? new RegExp(ordered.map(escapePattern).join("|"), "gi") : undefined;
    this.#traces = new Traces(secrets);
  }

  isOf(secrets: readonly string[]): boolean {
    return secrets.length === this.#secrets.length && secrets.every((secret, i) => secret === this.#secrets[i]);
  }

  hideIn(text: string): string {
    const whole = this.#whole ? Array.from(text.matchAll(this.#whole), spanOf) : [];
    return hide(text, [...whole, ...this.#traces.findIn(text)]);
  }
}

function spanOf({ index, 0: found }: RegExpExecArray): Span {
  return { from: index, to: index + found.length };
}

/** The text without its parts; what overlaps goes as one. */
function hide(text: string, parts: readonly Span[]): string {
  const kept: string[] = [];
  let read = 0;
  for (const { from, to } of [...parts].sort((a, b) => a.from - b.from)) {
    // The backslash of an escape goes with it.
    if (from >= read) kept.push(text.slice(read, from).replace(/(?<!\\)\\+$/, ""), HIDDEN);
    read = Math.max(read, to);
  }
  return kept.join("") + text.slice(read);
}

let known = new Known([]);

/**
 * Takes secrets out of a text that somebody else wrote: the given ones in every usual spelling and letter case, any piece of them
 * that is long enough to be no word, also where it is escaped, encoded or broken into lines, and whatever looks like a signature, a
 * signed header or an access key ID.
 */
export function redact(text: string, secrets: readonly string[]): string {
  if (!known.isOf(secrets)) known = new Known([...secrets]);
  return PATTERNS.reduce((rest, [pattern, replacement]) => rest.replaceAll(pattern, replacement), known.hideIn(text));
}
