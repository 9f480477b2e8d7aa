/** A resource's name, as its URN has it; empty where there is none. */
export function nameInUrn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
