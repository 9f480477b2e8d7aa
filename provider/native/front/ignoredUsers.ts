import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../lifecycle/arguments/record";
import type { Declaration } from "../../lifecycle/declaration";
import type { Kind } from "../../lifecycle/kind";
import type { Props } from "../../lifecycle/state";
import type { Ledger } from "../../plan/ledger";
import { programInputs } from "../state/programInputs";
import type { Received } from "../wire/readProps";

/** What the program asks of a resource that there is. */
export interface Asked extends Received {
  /** The places in the arguments whose changes the program ignores, as Pulumi writes places. */
  readonly ignoreChanges: readonly string[];
}

/**
 * The arguments that check is given, as a program writes them: of a dynamic resource that was taken over, the engine hands
 * back a map in place of the list.
 */
export function givenArguments(kind: Kind, olds: Readonly<Props>, news: Readonly<Props>): Props {
  const { listing, listingForm } = kind;
  const isOurs = listingForm.shape.type === "list" && isRecord(news[listing]);
  if (!isOurs || !isDeepStrictEqual(news[listing], olds[listing])) return news;
  const { schedule, nextChange } = olds;
  return programInputs(kind, { ...news, schedule, nextChange });
}

/** Whether the program ignores changes of the whole listing, and the engine hands back what the state has of it. */
export function ignoresUsers(kind: Kind, { props, ignoreChanges }: Asked, stored: Readonly<Props>): boolean {
  if (!ignoreChanges.some((path) => path === "*" || path === kind.listing)) return false;
  const [before, now] = [stored, props].map((inputs) => programInputs(kind, inputs)[kind.listing]);
  return isDeepStrictEqual(before, now);
}

/**
 * A declaration under which whoever was seen to be otherwise is left so. A refresh takes users out of a list whom it sees
 * otherwise; handed back, the list says nothing of them, and they would count as taken out by the program.
 */
export function leaveAsSeen(declaration: Declaration, { drifted }: Ledger): Declaration {
  const unsaid = [...drifted].filter(([key]) => !declaration.desired.has(key));
  return { ...declaration, ignored: true, desired: new Map([...declaration.desired, ...unsaid]) };
}
