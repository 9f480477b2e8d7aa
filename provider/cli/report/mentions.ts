/** A zero-width space: GitHub takes `@name` for a person to notify, but not with this behind the `@`. */
const BREAK = "\u200b";

/** A text in which nobody is mentioned by accident; addresses, with a letter before the `@`, stay as they are. */
export function withoutMentions(text: string): string {
  return text.replace(/(^|[^\w.+-])@(?=\w)/g, `$1@${BREAK}`);
}

/** A text for a place in HTML where Markdown is not looked at. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
