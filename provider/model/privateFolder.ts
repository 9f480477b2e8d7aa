import { lstatSync, mkdirSync, type Stats } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

function make(folder: string): Stats {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return lstatSync(folder);
}

/**
 * A folder of temporary files by which processes of one user know of each other. Throws where there is no room for it,
 * or where somebody else has made it.
 */
export function openPrivateFolder(name: string): string {
  const uid = process.getuid?.();
  const folder = join(tmpdir(), `.pulumi-chime-users-${name}${uid === undefined ? "" : `-${uid}`}`);
  const made = lstatSync(folder, { throwIfNoEntry: false }) ?? make(folder);
  if (!made.isDirectory() || (uid !== undefined && made.uid !== uid)) throw new Error(`${folder} is not ours.`);
  return folder;
}
