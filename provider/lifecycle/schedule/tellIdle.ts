import { countOf, grouped, listNames, NAMES_SHOWN, quoteName } from "../../model/names";
import type { UserKey } from "../../model/userKey";
import { phaseOf, type Window } from "../../model/window";
import { sayMeant } from "../../plan/meantAddress";
import { isListingSecret, type Work } from "../context";
import { describeResource } from "../describeResource";
import { findMeant } from "../meant";
import type { Prepared } from "../prepare";
import type { Schedule } from "./schedule";

type Entry = readonly [UserKey, Window];

/** The entries that do not count now and that the last run did not have so. Of whom the state has, the plan tells. */
function newIdle({ declaration, state }: Work): Entry[] {
  // The state of what is not made yet says what is declared.
  const before: Schedule = state.declaration.schedule === declaration.schedule ? new Map() : state.declaration.schedule;
  return [...declaration.schedule].filter(([key, { from, until }]) => {
    const had = before.get(key);
    const isOther = had?.from !== from || had?.until !== until;
    return isOther && !declaration.desired.has(key) && !state.ledger.holdings.has(key);
  });
}

/** Warns of some entries; `what` says how many, and what is odd about them. */
function tell(work: Work, users: readonly string[], what: string, wayOut: string): void {
  const { kind, session, urn } = work;
  if (users.length === 0) return;
  const named = isListingSecret(work) ? "" : `: ${listNames(users)}`;
  const text = `${what}${named}. ${wayOut}`;
  session.report.warn(`${describeResource(kind, urn)}: ${text}`, urn);
}

function tellOver(work: Work, over: readonly Entry[]): void {
  const users = over.map(([key, { until }]) => `${quoteName(key)} until ${until}`);
  const what = users.length === 1 ? "1 entry is over already" : `${grouped(users.length)} entries are over already`;
  tell(work, users, what, "Nothing is done for these: if that is a slip, correct the time");
}

/**
 * A slip in a name would come up on the day alone, when somebody else runs it, or nobody looks. Nobody is looked up for it: it goes by whoever
 * was read for others.
 */
async function tellAbsent(work: Work, { reading }: Prepared, ahead: readonly Entry[]): Promise<void> {
  const { session, declaration } = work;
  if (ahead.length === 0 || reading.type !== "found") return;
  const reader = await session.reader(declaration.accountId);
  const absent = ahead.filter(([key]) => reader.observe(key).type === "absent");
  // Each look for the nearest goes through all that was read: only those are looked up who are named.
  const users = absent.map(([key, { from }], i) => {
    const meant = i < NAMES_SHOWN ? sayMeant(findMeant(key, reader, declaration)) : "";
    return `${quoteName(key)} from ${from}${meant}`;
  });
  const wayOut = "Correct the name, or see to it that the user is there by then";
  tell(work, users, `${countOf(users.length, "user")} to be listed later not in the account`, wayOut);
}

/**
 * Warns of entries that come in and change nobody now, where that may be a slip: the plan has no word of them.
 */
export async function tellIdle(work: Work, prepared: Prepared): Promise<void> {
  const { over = [], ahead = [] } = Object.groupBy(newIdle(work), ([, window]) => phaseOf(window, prepared.moment));
  tellOver(work, over);
  await tellAbsent(work, prepared, ahead);
}
