import { readFileSync, statSync } from "node:fs";
import { type Listed, parseListed } from "./writtenListers";

interface ReadFile {
  readonly size: number;
  readonly listed: Listed;
}

/** How much stands in a file; nothing where there is none. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Files of claims, each read again only when it has grown: a program that waits for something goes on writing. */
export class ClaimsFiles {
  readonly #files = new Map<string, ReadFile>();

  /** What stands in a file; nothing where it can't be read. */
  read(path: string): Listed {
    try {
      const { size } = statSync(path);
      const known = this.#files.get(path);
      if (known?.size === size) return known.listed;
      const listed = parseListed(readFileSync(path, "utf8"));
      this.#files.set(path, { size, listed });
      return listed;
    } catch {
      return new Map();
    }
  }
}
