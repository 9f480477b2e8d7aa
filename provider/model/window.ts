import { parseMoment } from "./moment";

/** The time in which an entry counts, and what for: as the program wrote it. */
export interface Window {
  /** The moment from which on it counts; absent: it always has. */
  readonly from?: string;
  /** The moment up to which it counts, that moment not included; absent: for ever. */
  readonly until?: string;
  /** Why, for people. */
  readonly reason?: string;
}

/** What an entry may have beside what it lists. */
export const WINDOW_FIELDS: readonly (keyof Window)[] = ["from", "until", "reason"];

/** How a moment lies to a window: before it, within it, or after it. */
export type Phase = "ahead" | "running" | "over";

function momentOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseMoment(text);
}

/** How a moment, in milliseconds since 1970, lies to a window. */
export function phaseOf({ from, until }: Window, moment: number): Phase {
  if (moment >= (momentOf(until) ?? Number.POSITIVE_INFINITY)) return "over";
  return moment < (momentOf(from) ?? Number.NEGATIVE_INFINITY) ? "ahead" : "running";
}

/** The moments at which a window begins and ends that lie after a moment. */
function momentsAfter({ from, until }: Window, moment: number): number[] {
  return [momentOf(from), momentOf(until)].filter((edge) => edge !== undefined && edge > moment) as number[];
}

/** The first moment after this one at which one of the windows begins or ends; undefined where none does. */
export function nextMomentOf(windows: Iterable<Window>, moment: number): number | undefined {
  let next: number | undefined;
  for (const window of windows) {
    for (const edge of momentsAfter(window, moment)) if (next === undefined || edge < next) next = edge;
  }
  return next;
}
