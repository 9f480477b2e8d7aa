import { listNames, shorten } from "../../model/names";
import { UNKNOWN } from "../../model/unknown";
import { toUserKey, type UserKey } from "../../model/userKey";
import type { Window } from "../../model/window";
import { isRecord } from "../arguments/record";
import type { ListingShape } from "../arguments/shape";
import { entryReader } from "./entryText";
import { type ScheduledEntry, windowOf } from "./schedule";

/** One entry of the program, whatever its form; what is wrong with it is refused elsewhere. */
export interface Entry {
  readonly user: unknown;
  /** What the user is to have while it counts. */
  readonly wanted: unknown;
  /** Its time and its reason; undefined where it has neither. */
  readonly window: Window | undefined;
  /** Whether it is known when it counts. */
  readonly timeKnown: boolean;
}

function entryOf(user: unknown, wanted: unknown, fields?: Readonly<Record<string, unknown>>): Entry {
  if (fields === undefined) return { user, wanted, window: undefined, timeKnown: true };
  const timeKnown = fields["from"] !== UNKNOWN && fields["until"] !== UNKNOWN;
  return { user, wanted, window: windowOf(fields), timeKnown };
}

function ofList(item: unknown, value: string): Entry {
  return isRecord(item) ? entryOf(item["user"], value, item) : entryOf(item, value);
}

/** What stands at a user in a map; of one whose change the program ignores, that is the text that check made of it. */
function ofMap(
  user: string,
  item: unknown,
  shape: ListingShape,
  read: (text: string) => ScheduledEntry | undefined,
): Entry {
  if (isRecord(item)) return entryOf(user, item[shape.member], item);
  const stored = typeof item === "string" ? read(item) : undefined;
  return stored ? entryOf(user, stored.value, { ...stored }) : entryOf(user, item);
}

/** The entries of a list or a map of users, one after the other: there may be tens of thousands. */
export function* entriesOf(shape: ListingShape, listing: unknown): Generator<Entry> {
  if (Array.isArray(listing)) {
    if (shape.type === "list") for (const item of listing) yield ofList(item, shape.value);
  } else if (isRecord(listing)) {
    const read = entryReader(shape);
    for (const user of Object.keys(listing)) yield ofMap(user, listing[user], shape, read);
  }
}

/**
 * What is wrong with entries that name one person by one key. The program's own spellings tell, and where all are the same, the places:
 * of an entry that is there twice, letter by letter, a name alone does not say where to look. A map has each of its keys once.
 */
export function tellDuplicate(listing: string, shape: ListingShape, value: unknown, key: UserKey): string {
  const entries = [...entriesOf(shape, value)].map(({ user }, place) => ({ user, place }));
  const same = entries.filter(({ user }) => typeof user === "string" && toUserKey(user) === key);
  const [first] = same;
  if (!Array.isArray(value) || same.some(({ user }) => user !== first?.user))
    return `${listing}: ${listNames(same.map(({ user }) => shorten(user)))} are the same person. Keep one of these entries.`;
  const places = listNames(same.map(({ place }) => `${listing}[${place}]`));
  return `${listing}: ${places} are the same person, ${shorten(first?.user)}. Keep one of these entries.`;
}
