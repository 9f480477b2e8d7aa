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
