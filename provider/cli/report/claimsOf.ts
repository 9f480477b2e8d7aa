import { recordOf } from "../../lifecycle/arguments/record";
import { describeResource } from "../../lifecycle/describeResource";
import type { Kind } from "../../lifecycle/kind";
import { decodeInputs, decodeState } from "../../lifecycle/state";
import { unaskedBy } from "../../lifecycle/unasked";
import { isEmailAddress } from "../../model/userKey";
import { keeperIn, originIn, readLabel } from "../../plan/labels";
import type { PlanGroup } from "../../plan/planGroups";
import type { Claimant } from "../../plan/planRequest";
import { kindOf } from "./kindOf";
import { accountOf, type KnownAddresses, knownAddresses } from "./knownAddresses";
import type { Preview, PreviewStep } from "./readPreview";
import { planOf } from "./said";

/** A user who is listed by an address of which the preview does not tell the ID. */
export interface Nameless {
  readonly address: string;
  /** The resource that lists the user. */
  readonly claimant: Claimant;
  /** The resource that the user is told to come from. */
  readonly from: string | undefined;
}

/** Whom the resources list that are there once a preview is carried out. */
export interface Claims {
  /** The one of them that lists a user of one of these names: then a deletion does not undo the user. */
  claimantOf(kind: Kind, accountId: string, names: readonly string[]): Claimant | undefined;
  /** Whether the preview tells the address of a user whom the state has by ID. */
  isAddressKnown(accountId: string, userId: string): boolean;
  /** The listed users who may be somebody whose address is not known. */
  nameless(kind: Kind, accountId: string): readonly Nameless[];
  /** How many users a resource lists that is made in this run, by the name that messages give it; undefined for any other. */
  sizeOfNew(resource: string): number | undefined;
  /** Whether a resource that is made in this run says itself that users come from another one. */
  knowsOrigin(resource: string, from: string): boolean;
  /** The exclusive resource of an account that says whom it lets in, and leaves nobody to the one of that name; undefined: there is none. */
  letterIn(kind: Kind, accountId: string, resource: string): string | undefined;
  /** Whether one of them has users that the preview does not tell: they may be any. */
  isUntold(kind: Kind): boolean;
}

/** An exclusive resource that lets others in, and the resources that it leaves users to. */
interface Letter {
  readonly name: string;
  readonly leaves: ReadonlySet<string | undefined>;
}

/** The names of whom a resource lists, and the user IDs that its state has of them. */
function namesIn(kind: Kind, { oldState, newState }: PreviewStep): string[] {
  const listed = Object.keys(recordOf(newState?.inputs[kind.listing]));
  const { holdings } = decodeState(kind, oldState?.outputs ?? {}).ledger;
  return listed.flatMap((name) => [name, holdings.get(name)?.userId ?? name]);
}

/** What users are by the state of a resource that does not look at them, of a kind that has more than one value. */
function unaskedIn(kind: Kind, { oldState, newState }: PreviewStep): ReadonlyMap<string, string> {
  if (!kind.listingForm.saysValues || !oldState || !newState) return new Map();
  const state = decodeState(kind, oldState.outputs);
  return new Map(unaskedBy({ state, declaration: decodeInputs(kind, newState.inputs) }));
}

function groupsSaid({ diagnostics }: Preview, urn: string): PlanGroup[] {
  return diagnostics.filter((said) => said.urn === urn).flatMap((said) => planOf(said)?.groups ?? []);
}

/** Those of the listed of whom nothing but an address is known. Whom the account does not have is nobody. */
function namelessIn(
  preview: Preview,
  step: PreviewStep,
  { kind, claimant, known }: { readonly kind: Kind; readonly claimant: Claimant; readonly known: KnownAddresses },
): Nameless[] {
  const accountId = accountOf(step);
  const groups = groupsSaid(preview, step.urn);
  return Object.keys(recordOf(step.newState?.inputs[kind.listing])).flatMap((address) => {
    if (!isEmailAddress(address) || known.namesOf(accountId, address).length > 1) return [];
    const label = groups.find(({ names }) => names.includes(address))?.label ?? "";
    return readLabel(label)?.effect === "missing" ? [] : [{ address, claimant, from: originIn(label) }];
  });
}

/**
 * What becomes of each resource. A refresh says how a resource is before anything is done: it counts only where the preview has
 * nothing else of the resource, and not of one that is about to be deleted or replaced.
 */
function outcomesOf({ steps }: Preview): PreviewStep[] {
  const dealtWith = new Set(steps.filter(({ op }) => op !== "refresh").map(({ urn }) => urn));
  return steps.filter(({ op, urn }) => op !== "refresh" || !dealtWith.has(urn));
}

/** The exclusive resources that let others in, by kind and account. */
function lettersIn(preview: Preview): ReadonlyMap<string, Letter> {
  const letters = new Map<string, Letter>();
  for (const step of outcomesOf(preview)) {
    const kind = kindOf(step.urn);
    const labels = groupsSaid(preview, step.urn).map(({ label }) => label);
    if (!kind || !step.newState || !labels.some((label) => readLabel(label)?.cause === "exclusive")) continue;
    const leaves = new Set(labels.map(keeperIn));
    letters.set(`${kind.resource} ${accountOf(step)}`, { name: describeResource(kind, step.urn), leaves });
  }
  return letters;
}

/** Reads from a preview whom its resources list. */
export function claimsOf(preview: Preview): Claims {
  const claimants = new Map<string, Map<string, Claimant>>();
  const untold = new Set<Kind>();
  const made = new Map<string, number>();
  const origins = new Map<string, Set<string | undefined>>();
  const letters = lettersIn(preview);
  const known = knownAddresses(preview);
  const nameless = new Map<string, Nameless[]>();
  for (const step of outcomesOf(preview)) {
    const kind = kindOf(step.urn);
    if (!kind || !step.newState) continue;
    if (typeof step.newState.inputs[kind.listing] === "string") untold.add(kind);
    const account = `${kind.resource} ${accountOf(step)}`;
    const listed = namesIn(kind, step).flatMap((user) => known.namesOf(accountOf(step), user));
    const name = describeResource(kind, step.urn);
    const claimant = { name, isPending: false };
    if (step.op === "create") {
      made.set(name, Object.keys(recordOf(step.newState.inputs[kind.listing])).length);
      origins.set(name, new Set(groupsSaid(preview, step.urn).map(({ label }) => originIn(label))));
    }
    const byName = claimants.get(account) ?? new Map<string, Claimant>();
    const unasked = unaskedIn(kind, step);
    for (const user of listed) byName.set(user, { ...claimant, keeps: unasked.get(user) });
    claimants.set(account, byName);
    const more = namelessIn(preview, step, { kind, claimant, known });
    nameless.set(account, [...(nameless.get(account) ?? []), ...more]);
  }
  return {
    claimantOf(kind, accountId, asked) {
      const byName = claimants.get(`${kind.resource} ${accountId}`);
      const known = asked.find((name) => byName?.has(name));
      return known === undefined ? undefined : byName?.get(known);
    },
    isAddressKnown: (accountId, userId) => known.namesOf(accountId, userId).length > 1,
    nameless: (kind, accountId) => nameless.get(`${kind.resource} ${accountId}`) ?? [],
    sizeOfNew: (resource) => made.get(resource),
    knowsOrigin: (resource, from) => origins.get(resource)?.has(from) ?? false,
    letterIn(kind, accountId, resource) {
      const letter = letters.get(`${kind.resource} ${accountId}`);
      return letter?.leaves.has(resource) ? undefined : letter?.name;
    },
    isUntold: (kind) => untold.has(kind),
  };
}
