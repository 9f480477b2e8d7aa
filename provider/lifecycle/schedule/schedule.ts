import type { UserKey } from "../../model/userKey";
import type { Window } from "../../model/window";
import { recordOf } from "../arguments/record";
import type { ListingShape } from "../arguments/shape";

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

/** An entry as it is stored: as a program writes it, so that of a list it goes without saying what the user is to have. */
function encodeEntry(shape: ListingShape, { value, ...window }: ScheduledEntry): Readonly<Record<string, unknown>> {
  return shape.type === "list" ? window : { [shape.member]: value, ...window };
}

/** Times as they stand in inputs and state: not at all where no entry has one. */
export function encodeTimes(shape: ListingShape, { schedule, nextChange }: Times): Record<string, unknown> {
  if (schedule.size === 0) return {};
  const entries = [...schedule].map(([key, entry]) => [key, encodeEntry(shape, entry)]);
  return { schedule: Object.fromEntries(entries), ...(nextChange === undefined ? {} : { nextChange }) };
}

function decodeEntry(shape: ListingShape, stored: unknown): ScheduledEntry {
  const fields = recordOf(stored);
  const value = shape.type === "list" ? shape.value : (textOf(fields[shape.member]) ?? "");
  return { value, ...windowOf(fields) };
}

/** Reads what `encodeTimes` wrote. */
export function decodeTimes(shape: ListingShape, props: Readonly<Record<string, unknown>>): Times {
  const { schedule, nextChange } = props;
  const entries = Object.entries(recordOf(schedule)).map(([key, entry]) => [key, decodeEntry(shape, entry)] as const);
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
