import { equal } from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/**
 * Compares a file of the repository with what it was just made of. With UPDATE_README in the environment the file is
 * written instead: the npm script `command` does that.
 */
export function isGenerated(path: string, text: string, command: string): void {
  const file = join(ROOT, path);
  if (process.env["UPDATE_README"]) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } else equal(readFileSync(file, "utf8"), text, `${path} is out of date; npm run ${command} writes it anew`);
}
