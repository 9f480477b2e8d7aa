import { type Account, findPerson, type Person, type Value } from "./people";
import type { Declared, KindName } from "./program";

/*
 * What the contract says that a resource remembers. Where the contract leaves two answers open, such as whether a
 * user was suspended here after a crash that left no record, both are kept.
 */

/** Stands for "found so, nothing of ours to take back". */
export const FOUND = "found";

/** What is remembered of one user of a resource. */
export interface Entry {
  /** Whom the name meant when it was last looked up. */
  readonly id?: string;
  /** What the resource keeps the user at. */
  readonly value: Value;
  /**
   * `kept`: as declared when last seen. `off`: seen or left otherwise, so that the next up has to look. `stale`:
   * changed by a process that died, which nobody knows before a refresh. `missing`: told of as not in the account.
   */
  readonly stance: "kept" | "off" | "stale" | "missing";
  /** What the user had before this resource first set something: every answer that the contract allows. */
  readonly before: ReadonlySet<Value | typeof FOUND>;
  /** Whether the user was last seen otherwise than declared: found as declared after that, others have done it. */
  readonly undone: boolean;
  /** Whether the last write got no answer: found as declared after that, it may have been that write or others. */
  readonly uncertain: boolean;
  /** Whether the resource ever had the user as declared. */
  readonly held: boolean;
}

/** What is remembered of a resource. */
export interface Memory {
  /** As it was declared when last applied. */
  readonly declared: Declared;
  readonly entries: ReadonlyMap<string, Entry>;
  /** IDs of users outside an exclusive set that were seen or left suspended. */
  readonly others: ReadonlySet<string>;
  /** IDs of users who failed in the last write: how that ended may not be known, so that they are looked at again. */
  readonly failed: ReadonlySet<string>;
  /** Users who have moved to another resource that had not taken them over when this one was done. */
  readonly moved: ReadonlyMap<string, Entry>;
}

/** What a resource of this kind decides about a person. */
export function standingOf(kind: KindName, person: Person): Value {
  if (kind === "UserLicenseAssignment") return person.license;
  return person.suspended ? "suspended" : "active";
}

/** Whom a listed name means: by the name, else the one it meant when the resource last kept them. */
export function resolve(account: Account, key: string, entry: Entry | undefined): Person | undefined {
  // Of a write without an answer it is remembered whom it was for: it may have been done.
  const isKnown = entry !== undefined && (entry.held || entry.uncertain) && entry.id !== undefined;
  return findPerson(account, key) ?? (isKnown ? account.get(entry.id) : undefined);
}

/** Whether a person has the name that another one had when it was last looked up: nothing is remembered of the new one. */
function isSomebodyElse({ id }: Entry, now: string): boolean {
  return id !== undefined && id !== now;
}

/** What is remembered of a person, under whatever name. */
export function entryOf(memory: Memory | undefined, key: string, person: Person): Entry | undefined {
  const entry = memory?.entries.get(key);
  if (entry && entry.stance !== "missing" && !isSomebodyElse(entry, person.id)) return entry;
  for (const other of memory?.entries.values() ?? []) {
    if (other.id === person.id && (other.held || other.uncertain)) return other;
  }
  return undefined;
}

/** Both answers, where it can't be told which of two is right. */
export function either(one: Entry["before"], other: Entry["before"]): Entry["before"] {
  return new Set([...one, ...other]);
}

/** What a user had before, once this resource has changed the user. */
export function beforeAfterWrite(kind: KindName, from: Value, prior: Entry | undefined): Entry["before"] {
  // Whoever is suspended by this resource, at last, was suspended here.
  if (kind === "UserSuspensionSet") return new Set(["active"]);
  // Of licenses it is the one before the first that was set here.
  const first = new Set<Value | typeof FOUND>(prior?.before ?? [FOUND]);
  if (first.delete(FOUND)) first.add(from);
  return first;
}

/** What a user had before, who was found as declared. */
export function beforeAfterFind(kind: KindName, prior: Entry | undefined): Entry["before"] {
  if (!prior) return new Set([FOUND]);
  const ended: Entry["before"] = prior.uncertain ? either(prior.before, new Set([FOUND])) : new Set([FOUND]);
  return prior.undone && kind === "UserSuspensionSet" ? ended : prior.before;
}

/** What a refresh sees of one user. */
function refreshEntry(kind: KindName, key: string, entry: Entry, account: Account): Entry {
  const kept = entry.held && entry.id !== undefined ? account.get(entry.id) : undefined;
  const person = kept ?? findPerson(account, key);
  if (!person) return entry.stance === "missing" ? entry : { ...entry, stance: "off", undone: true };
  const { id } = person;
  const isNew = isSomebodyElse(entry, id);
  if (entry.stance === "missing" || !entry.held) return { ...entry, id, stance: "off", undone: true };
  if (standingOf(kind, person) !== entry.value) {
    const seen = { ...entry, id, stance: "off" as const, undone: true };
    return isNew ? { ...seen, held: false, uncertain: false, before: new Set([FOUND]) } : seen;
  }
  return {
    ...entry,
    id,
    stance: "kept",
    undone: false,
    uncertain: false,
    before: beforeAfterFind(kind, isNew ? undefined : entry),
  };
}

/** What a resource remembers after a refresh. */
export function refreshed(memory: Memory, account: Account): Memory {
  const { declared } = memory;
  const entries = new Map(
    [...memory.entries].map(([key, entry]) => [key, refreshEntry(declared.kind, key, entry, account)]),
  );
  if (!declared.exclusive) return { ...memory, entries };
  const known = new Set([...entries.values()].map(({ id }) => id));
  const others = [...account.values()].filter(({ id, suspended }) => suspended && !known.has(id));
  return { ...memory, entries, others: new Set(others.map(({ id }) => id)) };
}

/** What is remembered of users whom a process changed and could not tell of any more. */
export function afterDeath(memory: Memory, before: Account, after: Account): Memory {
  const { kind } = memory.declared;
  const entries = new Map(
    [...memory.entries].map(([key, entry]): [string, Entry] => {
      const [was, is] = [before.get(entry.id ?? ""), after.get(entry.id ?? "")];
      const changed = was && is && standingOf(kind, was) !== standingOf(kind, is);
      return [key, changed && entry.stance === "kept" ? { ...entry, stance: "stale" } : entry];
    }),
  );
  return { ...memory, entries };
}
