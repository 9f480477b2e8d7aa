import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { claimHash, claimHead } from "../model/claimHash";
import { type ClaimedTime, readClaim } from "../model/claimLine";

/** Where other processes of the same run tell which files they were given. */
export interface RunRegister {
  /** Tells the others of a file. */
  add(path: string): void;
  /** The files that they have told of. */
  others(): readonly string[];
}

/** The users of each resource and when they are listed, by the resource's own hash. */
type Listed = ReadonlyMap<string, ReadonlyMap<string, ClaimedTime>>;

interface ReadFile {
  readonly size: number;
  readonly listed: Listed;
}

function parse(text: string): Listed {
  const listed = new Map<string, Map<string, ClaimedTime>>();
  let users = new Map<string, ClaimedTime>();
  for (const line of text.split("\n")) {
    if (line.startsWith("#")) {
      users = new Map();
      listed.set(line, users);
    } else if (line !== "") users.set(...readClaim(line));
  }
  return listed;
}

/** Whether somebody is listed, and so at a moment. */
function countsAt(time: ClaimedTime | undefined, moment: number): boolean {
  return time !== undefined && moment >= time.from && moment < time.until;
}

/** Who is asked about. */
export interface Question {
  readonly names: readonly string[];
  readonly moment: number;
  /** The resources of which is known better what they list. */
  readonly checked: Iterable<string>;
}

/**
 * Who is listed by any resource that the program has made, whatever its provider, also by those about which the engine
 * has not asked yet. The program writes it (see resources/programClaims.ts).
 */
export class ProgramClaims {
  readonly #register: RunRegister;
  readonly #paths = new Set<string>();
  readonly #files = new Map<string, ReadFile>();
  #current: ReadonlyMap<string, Listed> | undefined;

  constructor(register: RunRegister) {
    this.#register = register;
  }

  /** Takes the file that a resource was checked with. */
  note(path: unknown): void {
    if (typeof path !== "string" || path === "" || this.#paths.has(path)) return;
    this.#paths.add(path);
    this.#register.add(path);
    this.#current = undefined;
  }

  /**
   * Whether a resource of the kind lists a user of one of these names at a moment, in milliseconds since 1970. Of the resources `checked` it is known better: a
   * transformation may have changed what the program wrote.
   */
  lists(resource: string, accountId: string, { names, moment, checked }: Question): boolean {
    for (const [path, listed] of this.#read()) {
      const salt = basename(path);
      const known = new Set([...checked].map((urn) => claimHead(salt, urn)));
      const hashes = names.map((user) => claimHash(salt, { resource, accountId, user }));
      for (const [head, users] of listed) {
        if (!known.has(head) && hashes.some((hash) => countsAt(users.get(hash), moment))) return true;
      }
    }
    return false;
  }

  /** All files, read once for all users of a plan: a plan is made in one go. */
  #read(): ReadonlyMap<string, Listed> {
    if (this.#current === undefined) {
      const paths = new Set([...this.#paths, ...this.#register.others()]);
      this.#current = new Map([...paths].map((path) => [path, this.#readFile(path)]));
      setImmediate(() => {
        this.#current = undefined;
      });
    }
    return this.#current;
  }

  /** A program that waits for something goes on writing: the file is read again when it has grown. */
  #readFile(path: string): Listed {
    try {
      const { size } = statSync(path);
      const known = this.#files.get(path);
      if (known?.size === size) return known.listed;
      const listed = parse(readFileSync(path, "utf8"));
      this.#files.set(path, { size, listed });
      return listed;
    } catch {
      return new Map();
    }
  }
}
