import { createHash } from "node:crypto";
import type { Holding } from "../../model/holding";
import type { UserKey } from "../../model/userKey";
import type { Window } from "../../model/window";
import { stringMap } from "../arguments/record";
import { readWindow, writeWindow } from "./entryText";
import type { Schedule, ScheduledEntry } from "./schedule";

/** How the state says of users whom it keeps when their entries count: thousands have few times and reasons among them. */
export interface Marks {
  /** The mark of each user that has one. */
  readonly byUser: ReadonlyMap<UserKey, string>;
  /** What each mark stands for. */
  readonly windows: Readonly<Record<string, string>>;
  /** The entries of all other users. */
  readonly outside: readonly (readonly [UserKey, ScheduledEntry])[];
}

/** Always the same for the same time and reason, whoever else has another one: a state differs where something has changed. */
function markOf(window: string): string {
  return createHash("sha256").update(window).digest("base64url").slice(0, 6);
}

/** Gives each time and reason its mark; two of the same one are a rare chance, and only the first gets it. */
function giveMarks(windows: Iterable<string>): Map<string, string> {
  const byMark = new Map<string, string>();
  for (const window of [...new Set(windows)].sort()) {
    const mark = markOf(window);
    if (!byMark.has(mark)) byMark.set(mark, window);
  }
  return byMark;
}

/** Marks the users whom the state keeps at what their entries say. */
export function markHoldings(schedule: Schedule, holdings: ReadonlyMap<UserKey, Holding>): Marks {
  const texts = new Map<UserKey, string>();
  for (const [key, entry] of schedule) {
    if (holdings.get(key)?.value === entry.value) texts.set(key, writeWindow(entry));
  }
  const byMark = giveMarks(texts.values());
  const marks = new Map([...byMark].map(([mark, window]) => [window, mark]));
  const byUser = new Map<UserKey, string>();
  for (const [key, text] of texts) {
    const mark = marks.get(text);
    if (mark !== undefined) byUser.set(key, mark);
  }
  const outside = [...schedule].filter(([key]) => !byUser.has(key));
  return { byUser, windows: Object.fromEntries(byMark), outside };
}

/** Reads what the marks stand for: gives the entry of a user who has one and is kept at a value. */
export function readMarks(stored: unknown): (mark: string, value: string) => ScheduledEntry | undefined {
  const windows = new Map<string, Window | undefined>();
  for (const [mark, text] of stringMap(stored)) windows.set(mark, readWindow(text));
  const known = new Map<string, ScheduledEntry | undefined>();
  return (mark, value) => {
    const place = `${mark} ${value}`;
    if (known.has(place)) return known.get(place);
    const window = windows.get(mark);
    const entry = window && { value, ...window };
    known.set(place, entry);
    return entry;
  };
}
