import { SUSPENDED } from "../../model/standing";
import type { UserKey } from "../../model/userKey";
import type { Window } from "../../model/window";
import { recordOf } from "../arguments/record";

/** An entry that has a time or a reason, whether it counts now or not. */
export interface ScheduledEntry extends Window {
  /** What the user is to have while it counts. */
  readonly value: string;
}

/** The entries that have a time or a reason. Entries that have none are in no schedule. */
export type Schedule = ReadonlyMap<UserKey, ScheduledEntry>;

const FIELDS = ["from", "until", "reason"] as const;

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** The time and the reason that an entry of the program, or of the state, has; undefined where it has neither. */
export function windowOf(entry: Readonly<Record<string, unknown>>): Window | undefined {
  let window: Record<string, string> | undefined;
  for (const field of FIELDS) {
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

/** An entry as it is stored; of a suspension it goes without saying what the user is to have. */
function encodeEntry({ value, ...window }: ScheduledEntry): Readonly<Record<string, unknown>> {
  return value === SUSPENDED ? window : { license: value, ...window };
}

/** Times as they stand in inputs and state: not at all where no entry has one. */
export function encodeTimes({ schedule, nextChange }: Times): Record<string, unknown> {
  if (schedule.size === 0) return {};
  const entries = [...schedule].map(([key, entry]) => [key, encodeEntry(entry)]);
  return { schedule: Object.fromEntries(entries), ...(nextChange === undefined ? {} : { nextChange }) };
}

function decodeEntry(stored: unknown): ScheduledEntry {
  const fields = recordOf(stored);
  return { value: textOf(fields["license"]) ?? SUSPENDED, ...windowOf(fields) };
}

/** Reads what `encodeTimes` wrote. */
export function decodeTimes(props: Readonly<Record<string, unknown>>): Times {
  const { schedule, nextChange } = props;
  const entries = Object.entries(recordOf(schedule)).map(([key, entry]) => [key, decodeEntry(entry)] as const);
  return {
    schedule: new Map(entries),
    ...(typeof nextChange === "string" ? { nextChange } : {}),
  };
}

/** Whether two schedules say the same. */
export function sameSchedule(one: Schedule, other: Schedule): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([key, entry]) => {
    const there = other.get(key);
    return there?.value === entry.value && FIELDS.every((field) => there[field] === entry[field]);
  });
}
