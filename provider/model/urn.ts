/** A resource's name, as its URN has it; empty where there is none. */
export function nameInUrn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Between the types of the components that a resource is in and its name, where a place tells both. */
const WITHIN = "$::";

/**
 * Where a resource stands in its program, for others of its kind: its name, and before it the types of the components that it is in. Two may
 * have one name in components of two types. The same in a renamed stack, and whatever the front.
 */
export function placeInUrn(urn: string): string {
  const parents = (urn.split("::")[2] ?? "").split("$").slice(0, -1);
  return parents.length === 0 ? nameInUrn(urn) : `${parents.join("$")}${WITHIN}${nameInUrn(urn)}`;
}

/** The name of a resource that stands at a place. */
export function nameAt(place: string): string {
  const at = place.indexOf(WITHIN);
  return at < 0 ? place : place.slice(at + WITHIN.length);
}

/** The types of the components that a resource at a place is in, the outermost first. */
export function componentsAt(place: string): string[] {
  const at = place.indexOf(WITHIN);
  return at < 0 ? [] : place.slice(0, at).split("$");
}

/** What a URN says within its stack: the types and the name. A stack may be renamed, and its state has URNs from before. */
export function withinStack(urn: string): string {
  return urn.split("::").slice(2).join("::");
}

/** The type of a resource, as its URN has it, without those of its parents: `chime:index:UserSuspensionSet`. */
export function typeInUrn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
