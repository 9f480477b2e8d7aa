import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A folder of temporary files by which processes of one user know of each other. Throws where there is no room for it,
 * or where somebody else has made it.
 */
export function openPrivateFolder(name: string): string {
  const uid = process.getuid?.();
  const folder = join(tmpdir(), `.pulumi-chime-users-${name}${uid === undefined ? "" : `-${uid}`}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made = lstatSync(folder);
  if (!made.isDirectory() || (uid !== undefined && made.uid !== uid)) throw new Error(`${folder} is not ours.`);
  return folder;
}
