import { escapePattern } from "../../model/escapePattern";

const HIDDEN = "[redacted]";

/** Shorter ones are left alone: replacing every "a" would hide the message, not a secret. */
const SHORTEST_SECRET = 4;

/** What signing leaves in texts, whoever's it is: services quote requests that they refuse. */
const PATTERNS: readonly [RegExp, string][] = [
  [/AWS4-HMAC-SHA256\s+Credential=.*?Signature=[0-9a-f]+/gis, `AWS4-HMAC-SHA256 ${HIDDEN}`],
  [/((?:x-amz-)?(?:credential|signature|security-token)["']?\s*[=:]\s*["']?)[^\s"'&,;<>]+/gi, `$1${HIDDEN}`],
  [/((?:proxy-)?authorization["']?\s*[=:]\s*["']?(?:basic |bearer |AWS4-HMAC-SHA256 )?)[^\s"'<>]+/gi, `$1${HIDDEN}`],
  [/\b(?:AKIA|ASIA|AIDA|AROA|ABIA|ACCA)[A-Z0-9]{12,}\b/g, HIDDEN],
  [/(\/\/)[^/\s:@]+:[^/\s@]+@/g, `$1${HIDDEN}@`],
];

function spellingsOf(secret: string): string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), secret.replaceAll("/", "\\/")];
}

/**
 * Takes secrets out of a text that somebody else wrote: the given ones in every usual spelling and letter case,
 * and whatever looks like a signature, a signed header or an access key ID.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const spellings = new Set(secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(spellingsOf));
  // The longest first: a token that begins with a key must not leave its rest behind.
  const ordered = [...spellings].sort((a, b) => b.length - a.length);
  const known = ordered.reduce(
    (rest, secret) => rest.replaceAll(new RegExp(escapePattern(secret), "gi"), HIDDEN),
    text,
  );
  return PATTERNS.reduce((rest, [pattern, replacement]) => rest.replaceAll(pattern, replacement), known);
}
