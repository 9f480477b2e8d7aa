/** Characters that are not seen and may steer a terminal, end a line of code or turn the text around. */
const HIDDEN = /(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

function escapeUnits(character: string): string {
  return Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
  ).join("");
}

/** A text with every hidden character but the line feed as an escape of JSON and of TypeScript: `\u202e`. */
export function escapeHidden(text: string): string {
  return text.replace(HIDDEN, escapeUnits);
}

/** A text in double quotes, for JSON and TypeScript alike: on one line, whatever is in it. */
export function quote(text: string): string {
  return escapeHidden(JSON.stringify(text));
}

function escapePoint(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return character.length === 1 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
}

/** The same as escapes of YAML, Python and Go, which have eight digits for what JSON writes as two of four. */
export function escapeWide(text: string): string {
  return text.replace(HIDDEN, escapePoint);
}

/** A text in double quotes, for YAML, Python and Go alike: on one line, whatever is in it. */
export function quoteWide(text: string): string {
  return escapeWide(JSON.stringify(text));
}
