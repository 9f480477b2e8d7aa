import { nameInUrn } from "../model/urn";
import type { Kind } from "./kind";

/** `UserSuspensionSet "leavers"`: a resource of a kind by its own name. */
export function describeNamed(kind: Kind, name: string): string {
  return name ? `${kind.resource} "${name}"` : kind.resource;
}

/** How messages name a resource. */
export function describeResource(kind: Kind, urn: string | undefined): string {
  return describeNamed(kind, urn === undefined ? "" : nameInUrn(urn));
}
