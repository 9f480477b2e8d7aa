import { acrossFronts } from "../model/typeToken";
import { componentsAt, nameAt, nameInUrn, placeInUrn } from "../model/urn";
import type { Work } from "./context";
import type { Kind } from "./kind";

/** `UserSuspensionSet "leavers"`: a resource of a kind by its own name. */
export function describeNamed(kind: Kind, name: string): string {
  return name ? `${kind.resource} "${name}"` : kind.resource;
}

/** How messages name a resource. */
export function describeResource(kind: Kind, urn: string | undefined): string {
  return describeNamed(kind, urn === undefined ? "" : nameInUrn(urn));
}

/**
 * How a message of one resource, `own`, names another, at a place: where the two have one name, with the components that it is in, and where
 * they have these in common too, with its front. `is`: whether the other one is that of a URN.
 */
export function describeOther(
  kind: Kind,
  { place, is }: { readonly place: string; is?(urn: string): boolean },
  own: string | undefined,
): string {
  const named = describeNamed(kind, nameAt(place));
  if (own === undefined || nameInUrn(own) !== nameAt(place)) return named;
  if (placeInUrn(own) === place) {
    const across = acrossFronts(own, kind.resource);
    return is?.(across.urn) ? `${named} (${across.front})` : named;
  }
  return `${named} (in ${componentsAt(place).join(" / ") || "no component"})`;
}

/**
 * How messages name the resource of some work. The engine does not tell a dynamic provider what a resource is called that it has
 * deleted, nor does the state of one that was imported and never updated: the account tells it from others.
 */
export function describeWork({ kind, urn, declaration }: Pick<Work, "kind" | "urn" | "declaration">): string {
  const isNameless = urn === undefined && declaration.isDeleted === true;
  return isNameless ? `${kind.resource} of account ${declaration.accountId}` : describeResource(kind, urn);
}
