import { parseMoment } from "../../model/moment";
import type { UserKey } from "../../model/userKey";
import type { DueEntry } from "../../plan/dueMessage";
import type { Kind } from "../kind";
import type { BeginningOf, EndingOf } from "./endings";
import type { Schedule, ScheduledEntry } from "./schedule";

type Naming = Pick<Kind, "subjectOf">;

const DAY_MS = 24 * 60 * 60_000;

/** The moments at which an entry begins and ends, as far as it does. */
function* edgesOf(
  { subjectOf }: Naming,
  user: UserKey,
  { value, reason, from, until }: ScheduledEntry,
): Generator<readonly [moment: number, edge: DueEntry]> {
  const said = { subject: subjectOf(value), user, ...(reason === undefined ? {} : { reason }) };
  if (from !== undefined) yield [parseMoment(from) ?? Number.NaN, { when: from, what: "begins", ...said }];
  if (until !== undefined) yield [parseMoment(until) ?? Number.NaN, { when: until, what: "ends", ...said }];
}

/** What is said of an end, where what becomes of the user is known: not that a suspension ends that goes on. */
function withEnding(due: DueEntry, { stays, outcome }: ReturnType<EndingOf>): DueEntry {
  return { ...due, ...(stays ? { subject: "entry" } : {}), ...(outcome === undefined ? {} : { outcome }) };
}

/** Which entries are told of, and what makes out what they do. */
interface Telling {
  readonly moment: number;
  readonly days: number;
  readonly endingOf: () => EndingOf;
  readonly beginningOf: BeginningOf;
}

/** The entries that begin or end after a moment and not later than some days after it, the next first. */
export function entriesDue(
  kind: Naming,
  schedule: Schedule,
  { moment, days, endingOf, beginningOf }: Telling,
): DueEntry[] {
  const due: (readonly [number, DueEntry])[] = [];
  for (const [user, entry] of schedule) {
    for (const edge of edgesOf(kind, user, entry))
      if (edge[0] > moment && edge[0] <= moment + days * DAY_MS) due.push(edge);
  }
  const byUser = (a: UserKey, b: UserKey): number => (a < b ? -1 : a > b ? 1 : 0);
  if (due.length === 0) return [];
  // Only now, since it takes a look at everybody.
  const tell = endingOf();
  const told = (entry: DueEntry): DueEntry => {
    const scheduled = schedule.get(entry.user);
    if (scheduled === undefined) return entry;
    if (entry.what === "ends") return withEnding(entry, tell(entry.user, scheduled));
    const outcome = beginningOf(entry.user, scheduled);
    return outcome === undefined ? entry : { ...entry, outcome };
  };
  return due.sort(([a, { user }], [b, other]) => a - b || byUser(user, other.user)).map(([, entry]) => told(entry));
}
