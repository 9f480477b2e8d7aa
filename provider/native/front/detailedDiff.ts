import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../lifecycle/arguments/record";
import type { Kind } from "../../lifecycle/kind";
import type { Props } from "../../lifecycle/state";
import { UNKNOWN } from "../../model/unknown";
import type { UserKey } from "../../model/userKey";
import { type ListedEntry, listedEntries } from "../state/listedEntries";
import { programInputs } from "../state/programInputs";

/** What becomes of one place in the inputs. */
export type Change = "add" | "delete" | "update";

/** Changes by the place, as Pulumi writes places: `users[3]`, `licenses["ana@example.com"]`. */
export type Changes = ReadonlyMap<string, Change>;

/** Who comes or goes though the inputs say the same of them. */
type Due = ReadonlyMap<UserKey, "add" | "delete">;

/** The inputs before and after, as the engine has them. */
export interface InputsCompared {
  readonly before: Readonly<Props>;
  readonly now: Readonly<Props>;
  /** The properties of which nothing is to be seen but that they change. */
  readonly secretNames: readonly string[];
  /** Users who change though the inputs say of them what they said before: who comes or goes by failure, drift or date. */
  readonly due: Due;
}

function pathOf(listing: string, at: string | number): string {
  return `${listing}[${typeof at === "number" ? at : JSON.stringify(at)}]`;
}

function withoutName(written: unknown): unknown {
  if (!isRecord(written)) return {};
  const { user, license, ...rest } = written;
  return rest;
}

function isSame(one: ListedEntry, other: ListedEntry): boolean {
  return one.value === other.value && isDeepStrictEqual(withoutName(one.written), withoutName(other.written));
}

/** Changes while they are collected. A place where one user goes and another comes is a change of that place. */
class Collected {
  readonly changes = new Map<string, Change>();
  readonly #listing: string;

  constructor(listing: string) {
    this.#listing = listing;
  }

  add(at: string | number, change: Change): void {
    const path = pathOf(this.#listing, at);
    this.changes.set(path, this.changes.has(path) ? "update" : change);
  }

  replace(old: string | number, now: string | number): void {
    this.add(old, "delete");
    this.add(now, "add");
  }
}

function byKey(entries: readonly ListedEntry[]): Map<UserKey, ListedEntry> {
  return new Map(entries.map((entry) => [entry.key, entry]));
}

/** Notes what becomes of one entry of the inputs as they are now. */
function compareEntry(collected: Collected, was: ListedEntry | undefined, entry: ListedEntry, due: Due): void {
  const change = due.get(entry.key);
  if (was === undefined) collected.add(entry.at, "add");
  else if (!isSame(was, entry)) collected.replace(was.at, entry.at);
  else if (change !== undefined) collected.add(change === "delete" ? was.at : entry.at, change);
}

function compareEntries(kind: Kind, { before, now, due }: InputsCompared): Changes {
  const collected = new Collected(kind.listing);
  const old = byKey(listedEntries(kind, before[kind.listing]));
  const current = byKey(listedEntries(kind, now[kind.listing]));
  for (const [key, entry] of current) compareEntry(collected, old.get(key), entry, due);
  for (const [key, entry] of old) if (!current.has(key)) collected.add(entry.at, "delete");
  return collected.changes;
}

/** `stored` are the inputs before as the engine has them, those that are `compared` as a program writes them. */
function compareListing(kind: Kind, stored: Readonly<Props>, compared: InputsCompared): Changes {
  const { before, now, secretNames, due } = compared;
  const { listing } = kind;
  const whole: Changes = new Map([[listing, "update"]]);
  if (now[listing] === UNKNOWN || secretNames.includes(listing)) {
    return isDeepStrictEqual(before[listing], now[listing]) && due.size === 0 ? new Map() : whole;
  }
  const changes = compareEntries(kind, compared);
  // Two shapes have no places in common: a state of the dynamic resources has users in a map.
  const hasPlaces = Array.isArray(stored[listing]) === Array.isArray(now[listing]);
  return hasPlaces || changes.size === 0 ? changes : whole;
}

function compareOne(old: unknown, now: unknown): Change | undefined {
  if (isDeepStrictEqual(old, now)) return undefined;
  if (old === undefined) return "add";
  return now === undefined ? "delete" : "update";
}

/** What a reviewer is shown of an update: a line for each user who changes, and none for the others. */
export function detailedDiff(kind: Kind, compared: InputsCompared): Changes {
  const [before, now] = [programInputs(kind, compared.before), programInputs(kind, compared.now)];
  const changes = new Map(compareListing(kind, compared.before, { ...compared, before, now }));
  for (const name of kind.arguments.keys()) {
    const change = name === kind.listing ? undefined : compareOne(before[name], now[name]);
    if (change !== undefined) changes.set(name, change);
  }
  return changes;
}
