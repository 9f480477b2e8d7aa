import type { UserKey } from "../../model/userKey";
import { WINDOW_FIELDS, type Window } from "../../model/window";

/** An entry that has a time or a reason, whether it counts now or not. */
export interface ScheduledEntry extends Window {
  /** What the user is to have while it counts. */
  readonly value: string;
}

/** The entries that have a time or a reason. Entries that have none are in no schedule. */
export type Schedule = ReadonlyMap<UserKey, ScheduledEntry>;

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** The time and the reason that an entry of the program, or of the state, has; undefined where it has neither. */
export function windowOf(entry: Readonly<Record<string, unknown>>): Window | undefined {
  let window: Record<string, string> | undefined;
  for (const field of WINDOW_FIELDS) {
    const text = textOf(entry[field]);
    if (text === undefined) continue;
    window ??= {};
    window[field] = text;
  }
  return window;
}

/** The times of a declaration: its schedule, and when the next entry of it begins or ends. */
export interface Times {
  readonly schedule: Schedule;
  /** An instant in UTC; absent where none does. */
  readonly nextChange?: string;
}

/** Whether two schedules say the same. */
export function sameSchedule(one: Schedule, other: Schedule): boolean {
  if (one.size !== other.size) return false;
  for (const [key, entry] of one) {
    const there = other.get(key);
    if (there?.value !== entry.value || WINDOW_FIELDS.some((field) => there[field] !== entry[field])) return false;
  }
  return true;
}
