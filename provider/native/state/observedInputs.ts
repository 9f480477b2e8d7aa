import { isRecord } from "../../lifecycle/arguments/record";
import type { Declaration } from "../../lifecycle/declaration";
import type { Kind } from "../../lifecycle/kind";
import type { Props } from "../../lifecycle/state";
import { SUSPENDED } from "../../model/standing";
import { type ListedEntry, listedEntries } from "./listedEntries";
import { programInputs } from "./programInputs";

/** Users as they are now: entries stay as they were written, whoever is not suspended has none, whoever is has one. */
function observedUsers(entries: readonly ListedEntry[], { desired }: Declaration): unknown[] {
  const known = new Set(entries.map(({ key }) => key));
  // An entry whose user is not held now is outside of its time.
  const kept = entries.filter(({ key }) => (desired.get(key) ?? SUSPENDED) === SUSPENDED);
  const others = [...desired].filter(([key, value]) => !known.has(key) && value === SUSPENDED);
  return [...kept.map(({ written }) => written), ...others.map(([key]) => key)];
}

function withLicense(written: unknown, license: string): unknown {
  return isRecord(written) ? { ...written, license } : license;
}

/** Licenses as they are now, in whatever words; users of whom nothing was seen have what they had. */
function observedLicenses(entries: readonly ListedEntry[], { desired }: Declaration): Props {
  const known = new Set(entries.map(({ key }) => key));
  const now = entries.map(({ key, at, written, value }) => {
    const license = desired.get(key) ?? value;
    return [String(at), license === value ? written : withLicense(written, license)] as const;
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
  const listing = kind.listingForm.saysValues ? observedLicenses(entries, observed) : observedUsers(entries, observed);
  return { ...inputs, accountId: observed.accountId, [kind.listing]: listing };
}
