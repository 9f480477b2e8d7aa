/** How a day and an instant are written: ISO 8601, as RFC 3339 has it, seconds being optional. */
const FORM = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:\d{2})?)?$/i;

const MINUTE_MS = 60_000;

interface Written {
  readonly day: readonly [year: number, month: number, day: number];
  readonly time: readonly [hours: number, minutes: number, seconds: number, milliseconds: number];
  /** `Z` or `+01:00`; undefined: a day alone, or a time that says not where. */
  readonly offset: string | undefined;
  readonly hasTime: boolean;
}

function take(text: string): Written | undefined {
  const [whole, year, month, day, hours, minutes, seconds = "0", fraction = "", offset] = FORM.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, "0"));
  return {
    day: [Number(year), Number(month), Number(day)],
    time: [Number(hours ?? 0), Number(minutes ?? 0), Number(seconds), milliseconds],
    offset,
    hasTime: hours !== undefined,
  };
}

/** Midnight of a day, UTC; undefined where the calendar has no such day. */
function midnightOf([year, month, day]: Written["day"]): number | undefined {
  const date = new Date(0);
  // Not Date.UTC, which takes the year 26 for 1926.
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

/** The minutes that a place is ahead of UTC; undefined where there is no such place. */
function minutesAhead(offset: string): number | undefined {
  if (offset.toUpperCase() === "Z") return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4));
  if (hours > 23 || minutes > 59) return undefined;
  return (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

function isOnTheClock([hours, minutes, seconds]: Written["time"]): boolean {
  return hours < 24 && minutes < 60 && seconds < 60;
}

/** The moment that a text is, in milliseconds since 1970-01-01 UTC, or why it is none. */
function judge(text: string): number | string {
  const written = take(text);
  if (!written) return "is neither";
  const midnight = midnightOf(written.day);
  if (midnight === undefined) return "is no day of the calendar";
  if (!written.hasTime) return midnight;
  if (!isOnTheClock(written.time)) return "is no time of the day";
  if (written.offset === undefined) return "does not say where that time is: add Z, or an offset such as +01:00";
  const ahead = minutesAhead(written.offset);
  if (ahead === undefined) return "has no offset that there is";
  const [hours, minutes, seconds, milliseconds] = written.time;
  return midnight + (hours * 60 + minutes - ahead) * MINUTE_MS + seconds * 1000 + milliseconds;
}

/** Texts that were read already, so that each is read once: those of as many entries as there ever are in a run. */
const known = new Map<string, number | string>();
const MOST_KNOWN = 200_000;

function readMoment(text: string): number | string {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const read = judge(text);
  known.set(text, read);
  return read;
}

/**
 * Why a text is no moment; undefined where it is one. A moment is a day, which stands for its beginning in UTC, or an instant
 * with its offset from UTC.
 */
export function whyNotMoment(text: string): string | undefined {
  const read = readMoment(text);
  return typeof read === "string" ? read : undefined;
}

/** A moment in milliseconds since 1970-01-01 UTC; undefined for a text that is none. What is below a millisecond is cut off. */
export function parseMoment(text: string): number | undefined {
  const read = readMoment(text);
  return typeof read === "number" ? read : undefined;
}

/** A moment as outputs and messages have it: an instant in UTC such as `2026-12-01T00:00:00.000Z`. */
export function writeMoment(moment: number): string {
  return new Date(moment).toISOString();
}
