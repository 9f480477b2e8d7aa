import { isRecord, recordOf } from "../../lifecycle/arguments/record";
import type { ListShape, MapShape } from "../../lifecycle/arguments/shape";
import type { Kind } from "../../lifecycle/kind";
import type { Props } from "../../lifecycle/state";

/** What a dynamic resource has in its inputs besides arguments. */
const BESIDE = ["schedule", "nextChange"];

/** A list of users in a map, with times and reasons beside it, without those whom a refresh has seen otherwise. */
function listOf({ value }: ListShape, seen: Readonly<Props>, schedule: Readonly<Props>): unknown[] {
  const plain = Object.keys(seen).filter((user) => seen[user] === value && !(user in schedule));
  const timed = Object.entries(schedule).filter(([user]) => seen[user] === undefined || seen[user] === value);
  return [...plain, ...timed.map(([user, entry]) => ({ user, ...recordOf(entry) }))];
}

/** A map of users with the times and reasons beside it; whom a refresh has seen otherwise has what was seen. */
function mapOf({ member }: MapShape, seen: Readonly<Props>, schedule: Readonly<Props>): Props {
  const timed = Object.entries(schedule).map(([user, entry]) => {
    const written = recordOf(entry);
    return [user, { ...written, [member]: seen[user] ?? written[member] }] as const;
  });
  return { ...seen, ...Object.fromEntries(timed) };
}

/** The users as a program writes them; what is no map is written so already. */
function listingOf({ listingForm: { shape } }: Kind, listing: unknown, schedule: Readonly<Props>): unknown {
  if (!isRecord(listing)) return listing;
  return shape.type === "list" ? listOf(shape, listing, schedule) : mapOf(shape, listing, schedule);
}

/**
 * Inputs as a program writes them: users in a list, nothing that is hidden from programs. Those of a dynamic resource, of
 * which a state may still be, have users in maps, their times in another, and hidden arguments beside.
 */
export function programInputs(kind: Kind, inputs: Readonly<Props>): Props {
  const { schedule } = inputs;
  const isArgument = (name: string): boolean =>
    !name.startsWith("__") && !(isRecord(schedule) && BESIDE.includes(name));
  const given = Object.entries(inputs).filter(
    ([name, value]) => isArgument(name) && value !== undefined && value !== null,
  );
  return Object.fromEntries(
    given.map(([name, value]) => {
      if (name === kind.listing) return [name, listingOf(kind, value, isRecord(schedule) ? schedule : {})];
      return [name, kind.arguments.get(name)?.asWritten(value, value) ?? value];
    }),
  );
}
