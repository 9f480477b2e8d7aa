import { recordOf } from "../../lifecycle/arguments/record";
import { describeResource } from "../../lifecycle/describeResource";
import type { Kind } from "../../lifecycle/kind";
import { decodeState } from "../../lifecycle/state";
import type { Claimant } from "../../plan/planRequest";
import { kindOf } from "./kindOf";
import type { Preview, PreviewStep } from "./readPreview";
import { planOf } from "./said";

/** Whom the resources list that are there once a preview is carried out. */
export interface Claims {
  /** The one of them that lists a user of one of these names: then a deletion does not undo the user. */
  claimantOf(kind: Kind, accountId: string, names: readonly string[]): Claimant | undefined;
  /** How many users a resource lists that is made in this run, by the name that messages give it; undefined for any other. */
  sizeOfNew(resource: string): number | undefined;
  /** Whether one of them has users that the preview does not tell: they may be any. */
  isUntold(kind: Kind): boolean;
}

function accountOf({ newState }: PreviewStep): string {
  return String(newState?.inputs["accountId"]);
}

/** The names of whom a resource lists, and the user IDs that its state has of them. */
function namesIn(kind: Kind, { oldState, newState }: PreviewStep): string[] {
  const listed = Object.keys(recordOf(newState?.inputs[kind.listing]));
  const { holdings } = decodeState(kind, oldState?.outputs ?? {}).ledger;
  return listed.flatMap((name) => [name, holdings.get(name)?.userId ?? name]);
}

/** A message names a user who is listed by ID with the address behind it: `id (address)`. */
function addressesSaid({ diagnostics }: Preview, urn: string, listed: ReadonlySet<string>): string[] {
  const groups = diagnostics.filter((said) => said.urn === urn).flatMap((said) => planOf(said)?.groups ?? []);
  return groups.flatMap(({ names }) =>
    names.flatMap((name) => {
      const [, id = "", address = ""] = /^(.*) \((\S+@\S+)\)$/.exec(name) ?? [];
      return listed.has(id) ? [address] : [];
    }),
  );
}

/**
 * What becomes of each resource. A refresh says how a resource is before anything is done: it counts only where the preview has
 * nothing else of the resource, and not of one that is about to be deleted or replaced.
 */
function outcomesOf({ steps }: Preview): PreviewStep[] {
  const dealtWith = new Set(steps.filter(({ op }) => op !== "refresh").map(({ urn }) => urn));
  return steps.filter(({ op, urn }) => op !== "refresh" || !dealtWith.has(urn));
}

/** Reads from a preview whom its resources list. */
export function claimsOf(preview: Preview): Claims {
  const claimants = new Map<string, Map<string, Claimant>>();
  const untold = new Set<Kind>();
  const made = new Map<string, number>();
  for (const step of outcomesOf(preview)) {
    const kind = kindOf(step.urn);
    if (!kind || !step.newState) continue;
    if (typeof step.newState.inputs[kind.listing] === "string") untold.add(kind);
    const account = `${kind.resource} ${accountOf(step)}`;
    const listed = new Set(namesIn(kind, step));
    const name = describeResource(kind, step.urn);
    const claimant = { name, isPending: false };
    if (step.op === "create") made.set(name, Object.keys(recordOf(step.newState.inputs[kind.listing])).length);
    const byName = claimants.get(account) ?? new Map<string, Claimant>();
    for (const user of [...listed, ...addressesSaid(preview, step.urn, listed)]) byName.set(user, claimant);
    claimants.set(account, byName);
  }
  return {
    claimantOf(kind, accountId, asked) {
      const byName = claimants.get(`${kind.resource} ${accountId}`);
      const known = asked.find((name) => byName?.has(name));
      return known === undefined ? undefined : byName?.get(known);
    },
    sizeOfNew: (resource) => made.get(resource),
    isUntold: (kind) => untold.has(kind),
  };
}
