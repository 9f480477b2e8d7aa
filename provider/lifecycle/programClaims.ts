import { basename } from "node:path";
import { claimHash, claimHead, claimScope, runOf } from "../model/claimHash";
import { nameAt } from "../model/urn";
import { ClaimsFiles, sizeOf } from "./claimsFiles";
import { countsAt, findResource, type Listed, type Lister, sharesUsers } from "./writtenListers";

/** Where other processes of the same run tell which files they were given. */
export interface RunRegister {
  /** Tells the others of a file. */
  add(path: string): void;
  /** The files that they have told of. */
  others(): readonly string[];
  /** The files that programs of the run have written, also where the engine has not asked about any resource of theirs. */
  written(): readonly string[];
}

/** Of a process that is by itself. */
export const NO_REGISTER: RunRegister = { add: () => undefined, others: () => [], written: () => [] };

/** A resource of the program, as far as its file tells. */
export interface ProgramResource {
  readonly name: string;
  /** Where it stands in the program, see `placeInUrn`: of one name there may be two. */
  readonly place: string;
  /** Whether it is registered only once something else is done. */
  readonly waits: boolean;
  /** Whether it is the one that the engine knows by this URN. */
  is(urn: string): boolean;
}

/** A resource that claims users of an account. */
interface Claiming {
  readonly urn: string;
  readonly accountId: string;
  readonly moment: number;
  /** The URNs of those who are not asked about: the same array for as long as they are the same. */
  readonly checked: readonly string[];
}

/** Who is asked about: the names of one user, and the moment at which an entry has to count. */
export interface ListedAt {
  readonly names: readonly string[];
  readonly moment: number;
  /** The resource that is being deleted, if one is. */
  readonly deleted?: string | undefined;
}

const NOBODY: readonly string[] = [];

/** A resource of the program with whom it lists, and the word of its file by which users are hashed. */
interface Listing {
  readonly salt: string;
  /** All that stands in that file. */
  readonly listed: Listed;
  readonly lister: Lister;
  readonly resource: ProgramResource;
}

/** What stands in files. */
interface Read {
  /** Of programs whose resources the engine asks about. */
  readonly told: ReadonlyMap<string, Listed>;
  /** Of programs about whose resources it has asked nobody, as far as is known. */
  readonly untold: ReadonlyMap<string, Listed>;
}

/** Whom was picked of all that stands in files, for a kind and account. */
interface Picked {
  readonly read: Read;
  readonly resource: string;
  readonly accountId: string;
  readonly deleted: string | undefined;
  readonly checked: readonly string[];
  readonly listings: readonly Listing[];
}

/**
 * Who is listed by any resource that the program has made, whatever its provider, also by those about which the engine
 * has not asked yet. The program writes it (see resources/programClaims.ts).
 */
export class ProgramClaims {
  readonly #register: RunRegister;
  readonly #paths = new Set<string>();
  readonly #files = new ClaimsFiles();
  #run: string | undefined;
  #current: Read | undefined;
  #stamp = "";
  /** What was picked last, and from what: a plan asks the same for each of its users. */
  #picked: Picked | undefined;

  constructor(register: RunRegister) {
    this.#register = register;
  }

  /** Which run of a program this process works for; undefined where it was not told. */
  get run(): string | undefined {
    return this.#run;
  }

  /** Takes the file that a resource was checked with. */
  note(path: unknown): void {
    if (typeof path === "string" && path !== "") this.#run = runOf(path);
    if (typeof path !== "string" || path === "" || this.#paths.has(path)) return;
    this.#paths.add(path);
    this.#register.add(path);
    this.#current = undefined;
  }

  /** The resources of a kind and account that the program has made so far. */
  *resources(resource: string, accountId: string): Generator<ProgramResource, void, undefined> {
    for (const [path, listed] of this.#read().told) {
      const salt = basename(path);
      const scope = claimScope(salt, { resource, accountId });
      for (const [head, lister] of listed) if (lister.scope === scope) yield toResource(salt, head, lister);
    }
  }

  /**
   * The resources of a kind that list a user of one of these names at a moment, in milliseconds since 1970. `checked`: the URNs of those
   * who are not asked about, the same array for as long as they are the same.
   */
  listers(
    resource: string,
    accountId: string,
    { names, moment, deleted }: ListedAt,
    checked: readonly string[] = NOBODY,
  ): readonly ProgramResource[] {
    const found: ProgramResource[] = [];
    let hashes: { readonly salt: string; readonly all: readonly string[] } | undefined;
    for (const { salt, lister, resource: one } of this.#listings(resource, accountId, deleted, checked)) {
      // Hashes are what this takes its time by.
      if (hashes?.salt !== salt) {
        hashes = { salt, all: names.map((user) => claimHash(salt, { resource, accountId, user })) };
      }
      if (hashes.all.some((hash) => countsAt(lister.users.get(hash), moment))) found.push(one);
    }
    return found;
  }

  /**
   * The resources that stand against the one of this URN, by what the program has written and without those that were checked: they list
   * somebody whom it lists, or one of the two is exclusive.
   */
  against(resource: string, { urn, accountId, moment, checked }: Claiming): readonly ProgramResource[] {
    const listings = this.#listings(resource, accountId, undefined, checked);
    return listings.flatMap(({ salt, listed, lister, resource: other }) => {
      const own = listed.get(claimHead(salt, urn));
      const isAgainst = own && (own.exclusive || lister.exclusive || sharesUsers(own, lister, moment));
      return isAgainst ? [other] : [];
    });
  }

  /** Whether the files have any resource of a kind and account, without those that were checked. */
  isAny(resource: string, accountId: string, deleted: string | undefined, checked: readonly string[]): boolean {
    return this.#listings(resource, accountId, deleted, checked).length > 0;
  }

  /** The resources of a kind and account in the files, without those that were checked. */
  #listings(
    resource: string,
    accountId: string,
    deleted: string | undefined,
    checked: readonly string[],
  ): readonly Listing[] {
    const read = this.#read();
    const last = this.#picked;
    const isSame = last?.read === read && last.checked === checked && last.deleted === deleted;
    if (isSame && last.resource === resource && last.accountId === accountId) return last.listings;
    const listings = this.#pick(resource, accountId, deleted, checked);
    this.#picked = { read, resource, accountId, deleted, checked, listings };
    return listings;
  }

  #pick(resource: string, accountId: string, deleted: string | undefined, checked: readonly string[]): Listing[] {
    const listings: Listing[] = [];
    for (const [path, listed] of this.#readFor(deleted)) {
      const salt = basename(path);
      const scope = claimScope(salt, { resource, accountId });
      const known = new Set(checked.map((urn) => claimHead(salt, urn)));
      for (const [head, lister] of listed) {
        const isKnown = [head, ...lister.aliases].some((one) => known.has(one));
        if (lister.scope !== scope || isKnown) continue;
        listings.push({ salt, listed, lister, resource: toResource(salt, head, lister) });
      }
    }
    return listings;
  }

  /** Another text where something was added to the files. What is asked next is as new as this. */
  stamp(): string {
    const stamp = [...new Set([...this.#told(), ...this.#register.written()])]
      .map((path) => `${path} ${sizeOf(path)}`)
      .join("\n");
    if (stamp !== this.#stamp) this.#current = undefined;
    this.#stamp = stamp;
    return stamp;
  }

  /** The `onRemoval` of a resource as the program declares it, on whatever account; undefined where that is not known. */
  removalOf(urn: string): string | undefined {
    const { told, untold } = this.#read();
    for (const [path, listed] of [...told, ...untold]) {
      const { onRemoval } = findResource(listed, claimHead(basename(path), urn)) ?? {};
      if (onRemoval !== undefined) return onRemoval;
    }
    return undefined;
  }

  /** What the program has written of a resource that this process is asked about, and where; undefined: nothing. */
  writtenOf(urn: string): { readonly path: string; readonly lister: Lister } | undefined {
    for (const path of this.#paths) {
      const lister = this.#files.read(path).get(claimHead(basename(path), urn));
      if (lister) return { path, lister };
    }
    return undefined;
  }

  /** Whether the program of this run declares a resource. */
  declares(urn: string): boolean {
    return this.areOne(urn, urn);
  }

  /** Whether two URNs are names of one resource that the program declares, on whatever account. */
  areOne(urn: string, other: string): boolean {
    const { told, untold } = this.#read();
    return [...told, ...untold].some(([path, listed]) => {
      const found = findResource(listed, claimHead(basename(path), urn));
      return found !== undefined && found === findResource(listed, claimHead(basename(path), other));
    });
  }

  /** Whether any process of the run was asked about a resource of a program. */
  get isAskedAbout(): boolean {
    return this.#told().size > 0;
  }

  #told(): Set<string> {
    return new Set([...this.#paths, ...this.#register.others()]);
  }

  /**
   * The files that count for whoever asks. Where the engine deletes a resource and has asked about no other, either the run is for
   * that one alone (`--target`), which the program does not declare any more, or the whole stack goes (`destroy --run-program`).
   * Where the program has it as one of several names from before, it may be either: two are joined then, or one is not renamed yet. The file
   * counts, so that nobody is let go who is listed.
   */
  *#readFor(deleted: string | undefined): Generator<readonly [string, Listed], void, undefined> {
    const { told, untold } = this.#read();
    yield* told;
    if (deleted === undefined) return;
    for (const [path, listed] of untold) {
      const head = claimHead(basename(path), deleted);
      const found = findResource(listed, head);
      const isJoined = found !== undefined && found !== listed.get(head) && found.aliases.length > 1;
      if (found === undefined || isJoined) yield [path, listed];
    }
  }

  /** All files, read once for all users of a plan: a plan is made in one go. */
  #read(): Read {
    return this.#current ?? this.#readAll();
  }

  #readAll(): Read {
    const readEach = (paths: Iterable<string>): Map<string, Listed> =>
      new Map([...paths].map((path) => [path, this.#files.read(path)]));
    const told = this.#told();
    const untold = this.#register.written().filter((path) => !told.has(path));
    const read = { told: readEach(told), untold: readEach(untold) };
    this.#current = read;
    setImmediate(() => {
      this.#current = undefined;
    });
    return read;
  }
}

function toResource(salt: string, head: string, { place, waits, aliases }: Lister): ProgramResource {
  return {
    name: nameAt(place),
    place,
    waits,
    is(urn) {
      const asked = claimHead(salt, urn);
      return asked === head || aliases.includes(asked);
    },
  };
}
