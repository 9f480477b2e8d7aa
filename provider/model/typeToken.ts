import type { ResourceName } from "./resourceName";

/** The type token under which one of the resources stands in state. */
export function typeTokenOf(resource: ResourceName): string {
  return `pulumi-nodejs:dynamic/chime:${resource}`;
}

/** The type token of the same resource of the native provider. */
export function nativeTypeTokenOf(resource: ResourceName): string {
  return `chime:index:${resource}`;
}
