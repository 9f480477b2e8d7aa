import type { Window } from "../../model/window";
import type { ListingShape } from "../arguments/shape";
import type { ScheduledEntry } from "./schedule";

/*
 * An entry as inputs and state have it: one text for each user, since the engine and its connection take several times as long
 * over an object. The time is an ISO 8601 interval, the reason stands behind it: `2026-12-01/2027-01-01: on leave`. What the user is
 * to have stands before it where that does not go without saying: `Pro ../2027-01-01`, `suspended: on leave`.
 */

/** Stands for the side of an interval that is open. */
const OPEN = "..";

/** A moment has neither white space nor a slash in it, so that it ends where the interval goes on. */
const WINDOW = /^(?:(\.\.|\d{4}-[^\s/]+?)\/(\.\.|\d{4}-[^\s/]+?))?(?:: (.*))?$/s;

/** A time and a reason as one text; one of a reason alone begins with a colon. */
export function writeWindow({ from, until, reason }: Window): string {
  const interval = from === undefined && until === undefined ? "" : `${from ?? OPEN}/${until ?? OPEN}`;
  return reason === undefined ? interval : `${interval}: ${reason}`;
}

/** Reads what `writeWindow` wrote; undefined: the text is something else. */
export function readWindow(text: string): Window | undefined {
  const [whole, from, until, reason] = WINDOW.exec(text) ?? [];
  if (whole === undefined || whole === "") return undefined;
  return {
    ...(from === undefined || from === OPEN ? {} : { from }),
    ...(until === undefined || until === OPEN ? {} : { until }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** A whole entry as one text. */
export function writeEntry(shape: ListingShape, { value, ...window }: ScheduledEntry): string {
  const text = writeWindow(window);
  if (text.startsWith(":")) return `${value}${text}`;
  return shape.type === "list" ? text : `${value} ${text}`;
}

/** The word that an entry begins with; undefined: none that says what a user is to have. */
function valueIn(shape: ListingShape, text: string): string | undefined {
  if (shape.type === "list") return text.startsWith(`${shape.value}:`) ? shape.value : undefined;
  return shape.value.words.find((word) => text.startsWith(`${word} `) || text.startsWith(`${word}:`));
}

/** Reads what `writeEntry` wrote; undefined: the text is what a user has and no more. */
export function readEntry(shape: ListingShape, text: string): ScheduledEntry | undefined {
  const value = valueIn(shape, text);
  if (value === undefined && shape.type === "map") return undefined;
  const window = readWindow(value === undefined ? text : text.slice(value.length).trimStart());
  return window && { value: value ?? (shape.type === "list" ? shape.value : ""), ...window };
}

/** Reads entries of which many are the same: each of these is read once. */
export function entryReader(shape: ListingShape): (text: string) => ScheduledEntry | undefined {
  const known = new Map<string, ScheduledEntry | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    const entry = readEntry(shape, text);
    known.set(text, entry);
    return entry;
  };
}
