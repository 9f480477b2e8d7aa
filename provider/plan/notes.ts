import { oneLine } from "./oneLine";

/** What stands beside a user in a message: up to when the user's entry counts, and why. */
export type Notes = (user: string) => string | undefined;

/** No message says anything beside a user. */
export const NO_NOTES: Notes = () => undefined;

/** `until 2026-12-01: inquiry`; undefined where there is nothing to say. */
export function noteOf(until: string | undefined, reason: string | undefined): string | undefined {
  const parts = [until === undefined ? "" : `until ${until}`, reason === undefined ? "" : oneLine(reason)];
  return parts.filter((part) => part !== "").join(": ") || undefined;
}

/** A user's name with what stands beside it, the address of an ID before a note. */
export function withNotes(name: string, ...notes: readonly (string | undefined)[]): string {
  const said = notes.filter((note) => note !== undefined);
  return said.length === 0 ? name : `${name} (${said.join("; ")})`;
}
