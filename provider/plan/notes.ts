import type { Window } from "../model/window";
import { oneLine } from "./oneLine";

/** What stands beside a user in a message: from when on, where it begins, and up to when the user's entry counts, and why. */
export type Notes = (user: string) => string | undefined;

/** No message says anything beside a user. */
export const NO_NOTES: Notes = () => undefined;

/** `from 2026-11-01 until 2026-12-01: inquiry`, as far as there is of it; undefined where there is nothing to say. */
export function noteOf({ from, until, reason }: Window): string | undefined {
  const times = [from === undefined ? [] : `from ${from}`, until === undefined ? [] : `until ${until}`].flat();
  const parts = [times.join(" "), reason === undefined ? "" : oneLine(reason)];
  return parts.filter((part) => part !== "").join(": ") || undefined;
}

/** A user's name with what stands beside it, the address of an ID before a note. */
export function withNotes(name: string, ...notes: readonly (string | undefined)[]): string {
  const said = notes.filter((note) => note !== undefined);
  return said.length === 0 ? name : `${name} (${said.join("; ")})`;
}
