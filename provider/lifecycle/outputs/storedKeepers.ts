import { HIDDEN } from "../../model/hiddenArguments";
import type { StoredResource } from "../../model/neighbours";
import type { Keeper } from "../handovers";
import type { Kind } from "../kind";
import { decodeState } from "../state";
import { decodeKept } from "./kept";

/** Whether the users are secret, which the engine does not tell of outputs: the dynamic resources say so themselves. */
function isSecretIn(kind: Kind, outputs: StoredResource["outputs"]): boolean | undefined {
  const secrets = outputs[HIDDEN.secrets];
  if (!("holdings" in outputs)) return undefined;
  return Array.isArray(secrets) && secrets.includes(kind.listing);
}

/**
 * Whom a resource keeps by its outputs in the stack's state, whichever provider has written them: on its account, and on others that
 * it has left, where that has failed in part. Undefined for what a later version of this package wrote: the resource itself is
 * refused where it is asked about.
 */
export function storedKeepers(
  kind: Kind,
  { urn, outputs }: StoredResource,
): (Keeper & { readonly urn: string })[] | undefined {
  const { accountId } = outputs;
  if (typeof accountId !== "string") return [];
  const { shape } = kind.listingForm;
  const usual = (): string | undefined => (shape.type === "list" ? shape.value : undefined);
  try {
    const state = "holdings" in outputs ? decodeState(kind, outputs) : decodeKept(outputs, usual);
    const isSecret = isSecretIn(kind, outputs);
    const left = state.replaced.map((replaced) => ({ urn, accountId: replaced.accountId, isSecret, state: replaced }));
    return [{ urn, accountId, isSecret, state }, ...left];
  } catch {
    return undefined;
  }
}
