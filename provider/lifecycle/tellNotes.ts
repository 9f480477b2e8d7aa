import type { Holding } from "../model/holding";
import { countOf, listNames } from "../model/names";
import { nameAt } from "../model/urn";
import type { UserKey } from "../model/userKey";
import { findClaimant } from "./claimant";
import type { Work } from "./context";
import { describeNamed, describeWork } from "./describeResource";
import type { Moved } from "./storedMoved";
import { namesOfHolding } from "./tellLost";

/* What is said of notes of users who have moved (see `moved.ts`). */

/** What is found out while a preview is made is not to be told again with the write, and what is found out by then is. */
export function tellOnce({ session, urn }: Work, text: string): void {
  if (session.leftTold.has(text)) return;
  session.leftTold.add(text);
  session.report.info(text, urn);
}

function tellLeft(work: Work, { to }: Moved, users: readonly UserKey[], why: string): void {
  if (users.length === 0) return;
  const { kind } = work;
  const who = `${countOf(users.length, "user")} as is who moved to ${describeNamed(kind, nameAt(to))} in an earlier run`;
  const text = `${describeWork(work)}: leaves ${who}: ${listNames(users)}. ${why}`;
  tellOnce(work, text);
}

/** Says who is left as is, since nothing tells any more whether the resource that they had moved to has had them. */
export function tellUntraced(work: Work, untraced: readonly Moved[]): void {
  for (const moved of untraced) {
    const why =
      "That may have had them since, and have let them go, and nothing tells of it any more. No resource changes them any more: where that is wrong, it has to be done by hand.";
    tellLeft(work, moved, [...moved.holdings.keys()], why);
  }
}

/**
 * Says of whom this run does not tell whether others have taken them over, and who is therefore left as is: those who are listed nowhere,
 * and all where the resource goes, and its notes with it.
 */
export async function tellUnknown(work: Work): Promise<void> {
  const { session, state, declaration } = work;
  if (state.moved.length === 0) return;
  // Who lists them may be asked about right after this one: the notes stay, and nothing is lost.
  const isEarly = work.isUntold && !work.isTurn && !session.handovers(work.kind).isRefreshed(work.urn);
  if (isEarly && !declaration.isDeleted) return;
  const moment = await session.asOf.moment();
  const isNowhere = (one: readonly [UserKey, Holding]): boolean =>
    findClaimant(work, moment, namesOfHolding(...one)) === undefined;
  for (const moved of state.moved) {
    const nowhere = [...moved.holdings].filter((one) => declaration.isDeleted || isNowhere(one)).map(([key]) => key);
    const remedy = declaration.isDeleted
      ? "If it has, they are let go as that one says; if not, they stay as they are, and have to be changed by hand. A destroy with --refresh knows, where that is in the stack."
      : "A run with --refresh knows, where that is in the stack. Else list them here once more, and take them out again in the run after that.";
    tellLeft(work, moved, nowhere, `Whether that has taken over can't be known in this run. ${remedy}`);
  }
}
