import { type DueEntry, type DueMessage, writeDueMessage } from "../../plan/dueMessage";
import type { Work } from "../context";
import { describeResource } from "../describeResource";
import { entriesDue } from "./due";

function messageOf(resource: string, days: number, entries: readonly DueEntry[]): DueMessage {
  const begins = entries.filter(({ what }) => what === "begins").length;
  return { resource, days, begins, ends: entries.length - begins, entries };
}

/**
 * Says which entries of a resource begin or end soon, whether or not anything is to be changed now: nobody else tells that
 * somebody is let in again tomorrow. Of a secret listing it says how many.
 */
export function tellDue({ kind, session, declaration, secretArguments, urn }: Work, moment: number): void {
  const due = entriesDue(kind, declaration.schedule, moment, session.noticeDays);
  if (due.length === 0) return;
  const message = messageOf(describeResource(kind, urn), session.noticeDays, due);
  const maxShown = secretArguments.includes(kind.listing) ? 0 : session.maxNames;
  session.report.info(writeDueMessage(message, maxShown), urn);
}
