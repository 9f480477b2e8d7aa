import type { ResourceName } from "./resourceName";
import { typeInUrn } from "./urn";

/** The type token under which one of the resources stands in state. */
export function typeTokenOf(resource: ResourceName): string {
  return `pulumi-nodejs:dynamic/chime:${resource}`;
}

/** The type token of the same resource of the native provider. */
export function nativeTypeTokenOf(resource: ResourceName): string {
  return `chime:index:${resource}`;
}

/** A resource as the other front has it: the URN that it would have there, and what messages call that front. */
export function acrossFronts(urn: string, resource: ResourceName): { readonly urn: string; readonly front: string } {
  const isNative = typeInUrn(urn) === nativeTypeTokenOf(resource);
  const other = isNative ? typeTokenOf(resource) : nativeTypeTokenOf(resource);
  const types = urn.split("::")[2]?.split("$").slice(0, -1) ?? [];
  const parts = urn.split("::").with(2, [...types, other].join("$"));
  return { urn: parts.join("::"), front: isNative ? "dynamic resource" : "native provider" };
}
