import { keyOf, type Name, spell, type Value } from "./people";

/** When an entry counts, in days of the story: from the beginning of one up to the beginning of another. */
export interface Time {
  readonly from?: number;
  readonly until?: number;
  /** Whether the other resource of its kind lists the person from there on. */
  readonly goesOver?: boolean;
}

/** Somebody who is listed for a time. */
export interface Timed extends Time {
  readonly name: Name;
  readonly value: Value;
}

const FIRST_DAY = Date.UTC(2001, 1, 26);
const DAY_MS = 24 * 60 * 60_000;

/** The moment at which a day of the story begins. */
export function momentOf(day: number): number {
  return FIRST_DAY + day * DAY_MS;
}

/** The moment as a program may write it: as a day, or as an instant in some place of the world. */
function write(day: number, { who }: Name): string {
  const midnight = new Date(momentOf(day)).toISOString();
  if (who % 3 === 0) return midnight.slice(0, 10);
  if (who % 3 === 1) return midnight;
  return `${new Date(momentOf(day) - 9.5 * 60 * 60_000).toISOString().slice(0, 19)}-09:30`;
}

/** Whether an entry counts as a day begins. */
export function countsOn({ from, until }: Time, day: number): boolean {
  return (from === undefined || from <= day) && (until === undefined || day < until);
}

/** The first day after this one as which one of the entries begins or ends. */
export function nextDayOf(entries: readonly Time[], day: number): number | undefined {
  const days = entries.flatMap(({ from, until }) => [from, until]).filter((edge) => edge !== undefined && edge > day);
  return days.length === 0 ? undefined : Math.min(...(days as number[]));
}

/** What a program writes beside a user, or in place of a license. */
export function fieldsOf({ name, from, until }: Timed): Readonly<Record<string, string>> {
  return {
    ...(from === undefined ? {} : { from: write(from, name) }),
    ...(until === undefined ? {} : { until: write(until, name) }),
    reason: `person ${name.who}`,
  };
}

/** The key under which a resource keeps somebody. */
export function keyOfTimed({ name }: Timed): string {
  return keyOf(spell(name));
}
