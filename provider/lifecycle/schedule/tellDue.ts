import { type DueEntry, type DueMessage, writeDueMessage } from "../../plan/dueMessage";
import { isListingSecret, type Work } from "../context";
import { describeResource } from "../describeResource";
import type { Prepared } from "../prepare";
import { entriesDue } from "./due";
import { beginningsOf, endingsOf } from "./endings";

function messageOf(resource: string, days: number, entries: readonly DueEntry[]): DueMessage {
  const begins = entries.filter(({ what }) => what === "begins").length;
  return { resource, days, begins, ends: entries.length - begins, entries };
}

/**
 * Says which entries of a resource begin or end soon, whether or not anything is to be changed now: nobody else tells that
 * somebody is let in again tomorrow. Of a secret listing it says how many. `prepared`: the plan of this run, where there is one.
 */
export async function tellDue(work: Work, prepared?: Prepared): Promise<void> {
  const { kind, session, declaration, urn } = work;
  const [moment, days] = [await session.asOf.moment(), session.noticeDays];
  const due = entriesDue(kind, declaration.schedule, {
    moment,
    days,
    endingOf: () => endingsOf(work, prepared),
    beginningOf: await beginningsOf(work, prepared),
  });
  if (due.length === 0) return;
  const message = messageOf(describeResource(kind, urn), days, due);
  const maxShown = isListingSecret(work) ? 0 : session.maxNames;
  session.report.info(writeDueMessage(message, maxShown), urn);
}
