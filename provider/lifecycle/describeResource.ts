import type { Kind } from "./kind";

/** `UserSuspensionSet "leavers"`: how messages name a resource. */
export function describeResource(kind: Kind, urn: string | undefined): string {
  const name = urn?.split("::").slice(3).join("::");
  return name ? `${kind.resource} "${name}"` : kind.resource;
}
