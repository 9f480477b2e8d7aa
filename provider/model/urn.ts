/** A resource's name, as its URN has it; empty where there is none. */
export function nameInUrn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** What a URN says within its stack: the types and the name. A stack may be renamed, and its state has URNs from before. */
export function withinStack(urn: string): string {
  return urn.split("::").slice(2).join("::");
}

/** The type of a resource, as its URN has it, without those of its parents: `chime:index:UserSuspensionSet`. */
export function typeInUrn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
