import { equal } from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const README = join(__dirname, "..", "..", "README.md");

/**
 * Compares a block of the README, the one behind `<!-- shown: NAME -->`, with what a run has just put out. With
 * UPDATE_README in the environment the block is written instead: `npm run docs` does that.
 */
export function isShownInReadme(name: string, text: string): void {
  const readme = readFileSync(README, "utf8");
  const block = new RegExp(`(<!-- shown: ${name} -->\\n\\n(\`{3,})\\w*\\n)((?:[\\s\\S]*?\\n)??)(\\2\\n)`);
  const [, , , shown] = block.exec(readme) ?? [];
  if (shown === undefined) throw new Error(`README.md has no block "${name}"`);
  if (process.env["UPDATE_README"]) {
    writeFileSync(
      README,
      readme.replace(block, (_, head: string, __, ___, tail: string) => `${head}${text.trimEnd()}\n${tail}`),
    );
  } else
    equal(
      `${text.trimEnd()}\n`,
      shown,
      `README.md shows something else under "${name}"; npm run docs brings it up to date`,
    );
}
