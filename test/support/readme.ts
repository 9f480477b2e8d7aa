import { equal } from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const README = join(__dirname, "..", "..", "README.md");

/** A block of the README with what stands above it about where it comes from. */
export interface Block {
  /** `file: PATH`, `shown: NAME`, `run`, `checked` or `checked: policy`; empty where nothing is said. */
  readonly source: string;
  readonly language: string;
  readonly text: string;
}

/** All blocks of the README, in order. */
export function readmeBlocks(): Block[] {
  const blocks = /(?:<!-- ([^\n]*) -->\n\n)?^(`{3,})(\w*)\n([\s\S]*?)^\2$/gm;
  return [...readFileSync(README, "utf8").matchAll(blocks)].map(([, source = "", , language = "", text = ""]) => ({
    source,
    language,
    text,
  }));
}

/** A block that is the content of a file; with UPDATE_README it is written. */
export function isFileInReadme(path: string): void {
  const text = readFileSync(join(__dirname, "..", "..", path), "utf8");
  compareBlock(`file: ${path}`, text);
}

/**
 * Compares a block of the README, the one behind `<!-- shown: NAME -->`, with what a run has just put out. With
 * UPDATE_README in the environment the block is written instead: `npm run docs` does that.
 */
export function isShownInReadme(name: string, text: string): void {
  compareBlock(`shown: ${name}`, text);
}

function compareBlock(source: string, text: string): void {
  const readme = readFileSync(README, "utf8");
  const block = new RegExp(`(<!-- ${source} -->\\n\\n(\`{3,})\\w*\\n)((?:[\\s\\S]*?\\n)??)(\\2\\n)`);
  const [, , , shown] = block.exec(readme) ?? [];
  if (shown === undefined) throw new Error(`README.md has no block "${source}"`);
  if (process.env["UPDATE_README"]) {
    writeFileSync(
      README,
      readme.replace(block, (_, head: string, __, ___, tail: string) => `${head}${text.trimEnd()}\n${tail}`),
    );
  } else
    equal(
      `${text.trimEnd()}\n`,
      shown,
      `README.md shows something else under "${source}"; npm run docs brings it up to date`,
    );
}
