import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { claimHash } from "../model/claimHash";

/** The argument in which a resource passes the file of claims; not for programs. */
export const CLAIMS_ARGUMENT = "__claims";

/** Where other processes of the same run tell which files they were given. */
export interface RunRegister {
  /** Tells the others of a file. */
  add(path: string): void;
  /** The files that they have told of. */
  others(): readonly string[];
}

interface File {
  readonly size: number;
  readonly hashes: ReadonlySet<string>;
}

/**
 * Who is listed by any resource that the program has made, whatever its provider, also by those about which the engine
 * has not asked yet. The program writes it (see resources/programClaims.ts).
 */
export class ProgramClaims {
  readonly #register: RunRegister;
  readonly #paths = new Set<string>();
  readonly #files = new Map<string, File>();

  constructor(register: RunRegister) {
    this.#register = register;
  }

  /** Takes the file that a resource was checked with. */
  note(path: unknown): void {
    if (typeof path !== "string" || path === "" || this.#paths.has(path)) return;
    this.#paths.add(path);
    this.#register.add(path);
  }

  /** Whether any resource of the kind lists a user of one of these names. */
  lists(resource: string, accountId: string, names: readonly string[]): boolean {
    const paths = new Set([...this.#paths, ...this.#register.others()]);
    return [...paths].some((path) => {
      const hashes = this.#read(path);
      const salt = basename(path);
      return hashes.size > 0 && names.some((user) => hashes.has(claimHash(salt, { resource, accountId, user })));
    });
  }

  /** A program that waits for something goes on writing: the file is read again when it has grown. */
  #read(path: string): ReadonlySet<string> {
    try {
      const { size } = statSync(path);
      const known = this.#files.get(path);
      if (known?.size === size) return known.hashes;
      const hashes = new Set(readFileSync(path, "utf8").split("\n"));
      hashes.delete("");
      this.#files.set(path, { size, hashes });
      return hashes;
    } catch {
      return new Set();
    }
  }
}
