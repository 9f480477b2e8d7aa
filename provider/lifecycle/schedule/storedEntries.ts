import { UNKNOWN } from "../../model/unknown";
import type { UserKey } from "../../model/userKey";
import { isRecord, recordOf } from "../arguments/record";
import type { ListingShape } from "../arguments/shape";
import { entryReader, writeEntry } from "./entryText";
import { type Schedule, type ScheduledEntry, type Times, windowOf } from "./schedule";

/** Who is listed as stored: whose entry counts, what each has or is to have, and the entries that have a time or a reason. */
export interface StoredEntries {
  readonly desired: ReadonlyMap<UserKey, string>;
  readonly schedule: Schedule;
}

/** The listing as inputs have it, and the entries that it has no room for. */
export interface EncodedEntries {
  readonly listing: ReadonlyMap<UserKey, string>;
  readonly outside: Readonly<Record<string, string>>;
}

/** Entries as texts, by user. */
export function encodeSchedule(
  shape: ListingShape,
  entries: Iterable<readonly [UserKey, ScheduledEntry]>,
): Record<string, string> {
  return Object.fromEntries([...entries].map(([key, entry]) => [key, writeEntry(shape, entry)]));
}

/**
 * Entries as inputs have them: one that counts stands in the listing, with its time, and any other beside it, so that the
 * listing has whoever is to have something now. Beside it is also the entry of whom a refresh has seen otherwise.
 */
export function encodeEntries(shape: ListingShape, { desired, schedule }: StoredEntries): EncodedEntries {
  if (schedule.size === 0) return { listing: desired, outside: {} };
  const listing = new Map<UserKey, string>();
  for (const [key, value] of desired) {
    const entry = schedule.get(key);
    listing.set(key, entry?.value === value ? writeEntry(shape, entry) : value);
  }
  const outside = [...schedule].filter(([key, { value }]) => desired.get(key) !== value);
  return { listing, outside: encodeSchedule(shape, outside) };
}

/** An entry of its own, as it is stored now, or as an object as it was at first. */
function decodeEntry(
  shape: ListingShape,
  stored: unknown,
  read: (text: string) => ScheduledEntry | undefined,
): ScheduledEntry {
  if (typeof stored === "string") return read(stored) ?? { value: shape.type === "list" ? shape.value : stored };
  const fields = recordOf(stored);
  const value = shape.type === "list" ? shape.value : String(fields[shape.member] ?? "");
  return { value, ...windowOf(fields) };
}

/** Reads what `encodeSchedule` wrote. */
export function* decodeSchedule(
  shape: ListingShape,
  stored: unknown,
): Generator<readonly [UserKey, ScheduledEntry], void, undefined> {
  const read = entryReader(shape);
  const entries = isRecord(stored) ? stored : {};
  for (const key of Object.keys(entries)) yield [key, decodeEntry(shape, entries[key], read)];
}

/** Reads what `encodeEntries` wrote; `unknownUsers`: of whom it is not known yet what they are to have. */
export function decodeEntries(
  shape: ListingShape,
  listing: unknown,
  beside: unknown,
): StoredEntries & { readonly unknownUsers: UserKey[] } {
  const desired = new Map<UserKey, string>();
  const schedule = new Map<UserKey, ScheduledEntry>();
  const unknownUsers: UserKey[] = [];
  const read = entryReader(shape);
  const entries = recordOf(listing);
  for (const key of Object.keys(entries)) {
    const stored = entries[key];
    if (stored === UNKNOWN) {
      unknownUsers.push(key);
      continue;
    }
    const text = String(stored);
    const entry = read(text);
    if (entry) schedule.set(key, entry);
    desired.set(key, entry?.value ?? text);
  }
  for (const [key, entry] of decodeSchedule(shape, beside)) schedule.set(key, entry);
  return { desired, schedule, unknownUsers };
}

/** The entries beside a listing, and when the next entry begins or ends: not there where no entry has a time or a reason. */
export function encodeBeside(
  beside: Readonly<Record<string, string>>,
  { nextChange }: Pick<Times, "nextChange">,
): Record<string, unknown> {
  return {
    ...(Object.keys(beside).length === 0 ? {} : { schedule: beside }),
    ...(nextChange === undefined ? {} : { nextChange }),
  };
}

/** When the next entry begins or ends, as it stands in props. */
export function decodeNextChange({ nextChange }: Readonly<Record<string, unknown>>): Pick<Times, "nextChange"> {
  return typeof nextChange === "string" ? { nextChange } : {};
}
