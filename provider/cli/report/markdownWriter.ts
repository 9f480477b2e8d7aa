import type { Html, Root } from "mdast";
import { withoutMentions } from "./mentions";

/** Makes Markdown. */
export interface MarkdownWriter {
  write(root: Root): string;
  /** A table with its first row as the head; the first two columns are words, the others numbers. */
  table(rows: readonly (readonly string[])[]): Html;
}

/** The libraries for Markdown are modules that only `import()` loads here, and nothing but a report needs them. */
export async function loadMarkdownWriter(): Promise<MarkdownWriter> {
  const { toMarkdown } = await import("mdast-util-to-markdown");
  const { markdownTable } = await import("markdown-table");
  const cell = (value: string): string =>
    toMarkdown({ type: "paragraph", children: [{ type: "text", value: withoutMentions(value) }] })
      .trim()
      .replaceAll("|", "\\|");
  return {
    write: (root) => toMarkdown(root, { bullet: "-" }),
    table: (rows) => {
      const align = (rows[0] ?? []).map((_, column) => (column < 2 ? "l" : "r"));
      // Markdown already, which the writer is to leave as it is.
      return {
        type: "html",
        value: markdownTable(
          rows.map((row) => row.map(cell)),
          { align, alignDelimiters: false },
        ),
      };
    },
  };
}
