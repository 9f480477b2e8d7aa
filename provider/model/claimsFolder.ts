import { lstatSync, readdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { openPrivateFolder } from "./privateFolder";

/** A file here is of no use once its run has ended; what is a day old belongs to none. */
const LONGEST_RUN_MS = 24 * 60 * 60_000;

/** How our files in it are called: a word of 16 random letters, a run and a process, or what a run has told. */
const OURS = /^(?:[\w-]{16}(?:-refused)?|(?:run|moment|port|keep)-[0-9a-f]{16}-\d+(?:-\d+)?|told-[0-9a-f]{16})$/;

/**
 * The folder of temporary files by which the processes of a run know of each other, for this user alone. Throws where
 * there is no room for it, or where somebody else has made it.
 */
export function openClaimsFolder(): string {
  return openPrivateFolder("claims");
}

/** Takes away files of ours in that folder, and nothing else, that are older than any run, as seen from a new file. */
export function sweepClaimsFolder(folder: string, newFile: string): void {
  const now = lstatSync(join(folder, newFile)).mtimeMs;
  for (const name of readdirSync(folder)) {
    if (!OURS.test(name)) continue;
    try {
      const file = lstatSync(join(folder, name));
      if (file.isFile() && now - file.mtimeMs > LONGEST_RUN_MS) unlinkSync(join(folder, name));
    } catch {
      // Another process was quicker.
    }
  }
}
