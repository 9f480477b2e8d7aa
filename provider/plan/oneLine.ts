/** A text of people's own as it stands within a line of a message. */
export function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
