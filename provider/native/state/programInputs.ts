import { isRecord } from "../../lifecycle/arguments/record";
import type { ListingShape, ListShape, MapShape } from "../../lifecycle/arguments/shape";
import type { Kind } from "../../lifecycle/kind";
import { entryReader } from "../../lifecycle/schedule/entryText";
import type { ScheduledEntry } from "../../lifecycle/schedule/schedule";
import { decodeSchedule } from "../../lifecycle/schedule/storedEntries";
import type { Props } from "../../lifecycle/state";
import type { UserKey } from "../../model/userKey";

/** What a dynamic resource has in its inputs besides arguments. */
const BESIDE = ["schedule", "nextChange"];

/** The entries of a dynamic resource's inputs that have a time or a reason, and what else its listing has. */
interface Entries {
  readonly plain: Readonly<Props>;
  readonly timed: ReadonlyMap<UserKey, ScheduledEntry>;
  /** What a refresh has seen of users whose entries stand beside the listing. */
  readonly seen: Readonly<Props>;
}

/** Takes apart a listing that is a map; `beside`: the entries that the listing has no room for. */
function takeApart(shape: ListingShape, listing: Readonly<Props>, beside: unknown): Entries {
  const read = entryReader(shape);
  const timed = new Map<UserKey, ScheduledEntry>();
  const plain: Props = {};
  for (const user of Object.keys(listing)) {
    const written = listing[user];
    const entry = typeof written === "string" ? read(written) : undefined;
    if (entry) timed.set(user, entry);
    else plain[user] = written;
  }
  const seen: Props = {};
  for (const [user, entry] of decodeSchedule(shape, beside)) {
    timed.set(user, entry);
    if (plain[user] !== undefined) seen[user] = plain[user];
    delete plain[user];
  }
  return { plain, timed, seen };
}

/** A list of users in a map, with times and reasons, without those whom a refresh has seen otherwise. */
function listOf({ value }: ListShape, { plain, timed, seen }: Entries): unknown[] {
  const now = Object.keys(plain).filter((user) => plain[user] === value);
  const due = [...timed].filter(([user]) => seen[user] === undefined || seen[user] === value);
  return [...now, ...due.map(([user, { value: _, ...window }]) => ({ user, ...window }))];
}

/** A map of users with times and reasons; whom a refresh has seen otherwise has what was seen. */
function mapOf({ member }: MapShape, { plain, timed, seen }: Entries): Props {
  const due = [...timed].map(([user, { value, ...window }]) => [user, { ...window, [member]: seen[user] ?? value }]);
  return { ...plain, ...Object.fromEntries(due) };
}

/**
 * Inputs as a program writes them: users in a list, nothing that is hidden from programs. Those of a dynamic resource, of
 * which a state may still be, have users in maps, with their times or these in another, and hidden arguments beside.
 */
export function programInputs(
  { listing, listingForm: { shape }, arguments: known }: Kind,
  inputs: Readonly<Props>,
): Props {
  const stored = inputs[listing];
  const entries = isRecord(stored) ? takeApart(shape, stored, inputs["schedule"]) : undefined;
  const isTimed = isRecord(inputs["schedule"]) || (entries !== undefined && entries.timed.size > 0);
  const isArgument = (name: string): boolean => !name.startsWith("__") && !(isTimed && BESIDE.includes(name));
  const given = Object.entries(inputs).filter(
    ([name, value]) => isArgument(name) && value !== undefined && value !== null,
  );
  return Object.fromEntries(
    given.map(([name, value]) => {
      if (name !== listing) return [name, known.get(name)?.asWritten(value, value) ?? value];
      if (entries === undefined) return [name, value];
      return [name, shape.type === "list" ? listOf(shape, entries) : mapOf(shape, entries)];
    }),
  );
}
