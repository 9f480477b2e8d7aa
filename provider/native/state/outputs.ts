import { parseSettings } from "../../lifecycle/arguments/settings";
import type { Kind } from "../../lifecycle/kind";
import { encodeBefore } from "../../lifecycle/outputs/before";
import { encodeBookkeeping } from "../../lifecycle/outputs/bookkeeping";
import { decodeKept } from "../../lifecycle/outputs/kept";
import { readListing } from "../../lifecycle/schedule/readListing";
import type { Times } from "../../lifecycle/schedule/schedule";
import { decodeState, type Props, type State } from "../../lifecycle/state";
import type { UserKey } from "../../model/userKey";
import { listedEntries } from "./listedEntries";
import { programInputs } from "./programInputs";

/** The outputs of a resource, without the account's ID: what is secret where the program marks an argument so. */
export const MADE_OF_NAMES = ["userIds", "before", "missingUsers", "failures", "nextChange", "bookkeeping"] as const;

/** What stands in the inputs of a user is not written again in the state: who is kept at what, by the inputs. */
function valuesIn(kind: Kind, inputs: Readonly<Props>): (key: UserKey) => string | undefined {
  const { shape } = kind.listingForm;
  if (shape.type === "list") return () => shape.value;
  const values = new Map(listedEntries(kind, inputs[kind.listing]).map(({ key, value }) => [key, value]));
  return (key) => values.get(key);
}

/** What differs from what the inputs say. */
function exceptions(values: Iterable<[UserKey, string]>, usual: (key: UserKey) => string | undefined): Props {
  return Object.fromEntries([...values].filter(([key, value]) => usual(key) !== value));
}

/**
 * When the next entry begins or ends. Where there is none the output is null, and not absent: a program in YAML takes what a state
 * has not for not known yet in each preview, and whatever hangs on it for changed.
 */
export function nextChangeOutput(nextChange: string | undefined): Props {
  return { nextChange: nextChange ?? null };
}

/**
 * The state as outputs, beside the inputs that go into the state with them: what is in the one is not in the other. Reading
 * takes both.
 */
export function encodeOutputs(kind: Kind, state: State, inputs: Readonly<Props>, detectsDrift = false): Props {
  const { holdings, missing } = state.ledger;
  const usual = valuesIn(kind, inputs);
  const kept = [...holdings].map(([key, { value }]): [UserKey, string] => [key, value]);
  const { accountId, nextChange } = state.declaration;
  const values = exceptions([...kept, ...missing], usual);
  return {
    accountId,
    userIds: Object.fromEntries([...holdings].map(([key, { userId }]) => [key, userId])),
    before: encodeBefore(holdings),
    missingUsers: [...missing.keys()].sort(),
    failures: state.failures.map((failure) => ({ ...failure })),
    ...nextChangeOutput(nextChange),
    bookkeeping: encodeBookkeeping(state, { values, detectsDrift }),
  };
}

/** The times of entries as they were declared: whose entry counts is no matter here. */
function timesIn(kind: Kind, outputs: Readonly<Props>, inputs: Readonly<Props>): Times {
  const { schedule } = readListing(kind.listingForm.shape, inputs[kind.listing], 0);
  const { nextChange } = outputs;
  return { schedule, ...(typeof nextChange === "string" ? { nextChange } : {}) };
}

function declarationIn(kind: Kind, outputs: Readonly<Props>, stored: Readonly<Props>): State["declaration"] {
  const inputs = programInputs(kind, stored);
  const settings = parseSettings({ accountId: outputs["accountId"], ...inputs });
  return { ...settings, ...timesIn(kind, outputs, inputs) };
}

/** Reads what `encodeOutputs` wrote, and what the dynamic resources of this package and of earlier ones have written. */
export function decodeOutputs(kind: Kind, outputs: Readonly<Props>, inputs: Readonly<Props>): State {
  if ("holdings" in outputs) return decodeState(kind, outputs);
  return { ...decodeKept(outputs, valuesIn(kind, inputs)), declaration: declarationIn(kind, outputs, inputs) };
}
