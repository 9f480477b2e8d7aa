import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../lifecycle/arguments/record";
import type { Declaration } from "../../lifecycle/declaration";
import type { Kind } from "../../lifecycle/kind";
import type { Props, State } from "../../lifecycle/state";
import { HIDDEN } from "../../model/hiddenArguments";
import { programInputs } from "../state/programInputs";
import type { Received } from "../wire/readProps";

/** What the program asks of a resource that there is. */
export interface Asked extends Received {
  /** The places in the arguments whose changes the program ignores, as Pulumi writes places. */
  readonly ignoreChanges: readonly string[];
}

/**
 * The arguments that check is given, as a program writes them: of a dynamic resource that was taken over, the engine hands
 * back a map of users, and not what stands beside it: their times. A program in TypeScript says where it does not ask for
 * that; of another one a map that reads the same is taken for it.
 */
export function givenArguments(kind: Kind, olds: Readonly<Props>, news: Readonly<Props>): Props {
  const { listing } = kind;
  const isOurs = isRecord(news[listing]) && news[HIDDEN.ignores] !== false;
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
 * otherwise; handed back, the list says nothing of them, and they would count as taken out by the program. Times are those of
 * the state: nobody has written others.
 */
export function leaveAsSeen(declaration: Declaration, { ledger, declaration: { schedule } }: State): Declaration {
  const unsaid = [...ledger.drifted].filter(([key]) => !declaration.desired.has(key));
  return { ...declaration, ignored: true, schedule, desired: new Map([...declaration.desired, ...unsaid]) };
}
