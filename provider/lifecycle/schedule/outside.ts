import type { UserKey } from "../../model/userKey";
import { phaseOf, type Window } from "../../model/window";
import type { Notes } from "../../plan/notes";
import { noteOf } from "../../plan/notes";
import type { OutsideEntries, OutsideEntry } from "../../plan/outside";
import type { Declaration } from "../declaration";
import type { State } from "../state";

function whyOutside(window: Window, moment: number): OutsideEntry {
  const isOver = phaseOf(window, moment) === "over";
  return isOver ? { why: "ended", moment: window.until } : { why: "ahead", moment: window.from };
}

/**
 * The entries of a declaration that do not count. Check has decided which these are; the moment tells why alone. `isSecret`: no
 * message may tell a time.
 */
export function outsideOf(
  { schedule, desired }: Pick<Declaration, "schedule" | "desired">,
  moment: number,
  isSecret: boolean,
): OutsideEntries {
  const outside = new Map<UserKey, OutsideEntry>();
  for (const [key, entry] of schedule) {
    if (desired.has(key)) continue;
    outside.set(key, isSecret ? { ...whyOutside(entry, moment), moment: undefined } : whyOutside(entry, moment));
  }
  return outside;
}

/**
 * What stands beside each user: the time and the reason of the entry that counts, and the reason alone of one that does not; of a user
 * who is not listed any more, the reason for which the user was. When an entry has begun is told until the state has the user by it.
 */
export function notesOf(
  { schedule, desired }: Pick<Declaration, "schedule" | "desired">,
  { declaration, ledger }: Pick<State, "declaration" | "ledger">,
): Notes {
  const before = declaration.schedule;
  return (user) => {
    const entry = schedule.get(user) ?? before.get(user);
    if (!entry) return undefined;
    const { from, ...begun } = entry;
    const { until, ...over } = begun;
    if (!desired.has(user) || !schedule.has(user)) return noteOf(over);
    return noteOf(ledger.holdings.has(user) ? begun : entry);
  };
}
