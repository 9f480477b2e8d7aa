import { isRecord } from "../../lifecycle/arguments/record";
import type { ListShape, MapShape } from "../../lifecycle/arguments/shape";
import type { Declaration } from "../../lifecycle/declaration";
import type { Kind } from "../../lifecycle/kind";
import type { Props } from "../../lifecycle/state";
import { type ListedEntry, listedEntries } from "./listedEntries";
import { programInputs } from "./programInputs";

/** A list as users are now: entries stay as they were written, whoever is otherwise has none, whoever is so has one. */
function observedList({ value }: ListShape, entries: readonly ListedEntry[], { desired }: Declaration): unknown[] {
  const known = new Set(entries.map(({ key }) => key));
  // An entry whose user is not held now is outside of its time.
  const kept = entries.filter(({ key }) => (desired.get(key) ?? value) === value);
  const others = [...desired].filter(([key, observed]) => !known.has(key) && observed === value);
  return [...kept.map(({ written }) => written), ...others.map(([key]) => key)];
}

/** A map as users are now, in whatever words; users of whom nothing was seen have what they had. */
function observedMap({ member }: MapShape, entries: readonly ListedEntry[], { desired }: Declaration): Props {
  const known = new Set(entries.map(({ key }) => key));
  const now = entries.map(({ key, at, written, value }) => {
    const observed = desired.get(key) ?? value;
    if (observed === value) return [String(at), written] as const;
    return [String(at), isRecord(written) ? { ...written, [member]: observed } : observed] as const;
  });
  return Object.fromEntries([...now, ...[...desired].filter(([key]) => !known.has(key))]);
}

/**
 * The inputs that would declare an account as a refresh has seen it, written as those before were as far as they still
 * hold: a preview then shows who is not as declared.
 */
export function observedInputs(kind: Kind, before: Readonly<Props>, observed: Declaration): Props {
  const inputs = programInputs(kind, before);
  const entries = listedEntries(kind, inputs[kind.listing]);
  const { shape } = kind.listingForm;
  const listing = shape.type === "map" ? observedMap(shape, entries, observed) : observedList(shape, entries, observed);
  return { ...inputs, accountId: observed.accountId, [kind.listing]: listing };
}
