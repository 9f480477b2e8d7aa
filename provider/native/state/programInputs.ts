import { isRecord } from "../../lifecycle/arguments/record";
import type { Kind } from "../../lifecycle/kind";
import type { Props } from "../../lifecycle/state";

/** What a dynamic resource has in its inputs besides arguments. */
const BESIDE = ["schedule", "nextChange"];

/** A list of users in a map, without those whom a refresh has seen otherwise. */
function withoutOthers({ listingForm: { shape } }: Kind, listing: unknown): unknown {
  if (shape.type === "map" || !isRecord(listing)) return listing;
  return Object.keys(listing).filter((user) => listing[user] === shape.value);
}

/** Entries with the times and reasons that a dynamic resource keeps beside them. */
function withTimes(listing: unknown, schedule: Readonly<Props>): unknown {
  if (isRecord(listing)) return { ...listing, ...schedule };
  if (!Array.isArray(listing)) return listing;
  const plain = listing.filter((user) => !(String(user) in schedule));
  return [...plain, ...Object.entries(schedule).map(([user, entry]) => ({ user, ...(isRecord(entry) ? entry : {}) }))];
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
  const args = Object.fromEntries(
    given.map(([name, value]) => {
      if (name === kind.listing) return [name, withoutOthers(kind, value)];
      return [name, kind.arguments.get(name)?.asWritten(value, value) ?? value];
    }),
  );
  if (!isRecord(schedule)) return args;
  return { ...args, [kind.listing]: withTimes(args[kind.listing], schedule) };
}
