import { equal } from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** The pages that people write and read, by path: what stands in them as a block comes from a run, a file or a check. */
export const PAGES = ["README.md", "docs/handbook.md", "docs/native.md", "docs/reference.md"] as const;

/** A block of a page with what stands above it about where it comes from. */
export interface Block {
  /** `file: PATH`, `shown: NAME`, `run`, `checked` or `checked: policy`; empty where nothing is said. */
  readonly source: string;
  readonly language: string;
  readonly text: string;
}

/** The text of one of the pages. */
export function pageText(page: string): string {
  return readFileSync(join(ROOT, page), "utf8");
}

/** All blocks of the pages, in order. */
export function pageBlocks(): Block[] {
  // A block in a quote is what a reader sees of a comment, and part of what is compared as a whole.
  const blocks = /(?:<!-- ([^\n]*) -->\n\n)?^(`{3,})(\w*)\n([\s\S]*?)^\2$/gm;
  return PAGES.flatMap((page) =>
    [...pageText(page).matchAll(blocks)].map(([, source = "", , language = "", text = ""]) => ({
      source,
      language,
      text,
    })),
  );
}

/** A block that is the content of a file; with UPDATE_README it is written. */
export function isFileInReadme(path: string): void {
  compareBlock(`file: ${path}`, readFileSync(join(ROOT, path), "utf8"));
}

/**
 * Compares a block of a page, the one behind `<!-- shown: NAME -->`, with what a run has just put out. With
 * UPDATE_README in the environment the block is written instead: `npm run docs` does that.
 */
export function isShownInReadme(name: string, text: string): void {
  compareBlock(`shown: ${name}`, text);
}

/** Compares Markdown that a run has put out with the quote behind `<!-- quoted: NAME -->`, where a reader sees it rendered. */
export function isQuotedInReadme(name: string, text: string): void {
  const quote = text
    .trimEnd()
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
  compare(`quoted: ${name}`, new RegExp(`(<!-- quoted: ${name} -->\\n\\n)((?:>.*\\n)*)(\\n)`), `${quote}\n`);
}

function compareBlock(source: string, text: string): void {
  compare(
    source,
    new RegExp(`(<!-- ${source} -->\\n\\n(?<fence>\`{3,})\\w*\\n)((?:[\\s\\S]*?\\n)??)(\\k<fence>\\n)`),
    `${text.trimEnd()}\n`,
  );
}

/** Compares what stands in a page with a text, or puts the text there. The pattern has what is before it, it, and what is behind it. */
function compare(source: string, pattern: RegExp, text: string): void {
  const page = PAGES.find((name) => pageText(name).includes(`<!-- ${source} -->\n`));
  if (page === undefined) throw new Error(`No page has "${source}"`);
  const before = pageText(page);
  const found = pattern.exec(before);
  if (!found) throw new Error(`${page} has nothing below "${source}"`);
  const [head = "", tail = ""] = [found[1], found.at(-1)];
  const start = found.index + head.length;
  const end = found.index + found[0].length - tail.length;
  if (process.env["UPDATE_README"]) {
    writeFileSync(join(ROOT, page), before.slice(0, start) + text + before.slice(end));
    return;
  }
  const shown = before.slice(start, end);
  equal(text, shown, `${page} shows something else under "${source}"; npm run docs brings it up to date`);
}
