import { InputError } from "../../errors/inputError";
import type { UserKey } from "../../model/userKey";
import { recordOf, stringMap } from "../arguments/record";
import type { Props, State } from "../state";
import { decodeMoved, encodeMoved } from "../storedMoved";
import { decodeReplaced, encodeReplaced } from "../storedReplaced";
import { decodeTimes, encodeTimes } from "../storedTimes";

/** The format of the outputs. A later format has a later number and still reads this one. */
const FORMAT = 1;

type Texts = ReadonlyMap<UserKey, string>;

/** What the provider has to keep for itself: next to nothing, as long as all is as declared. */
interface Bookkeeping {
  /** What users are kept at, or would get, where that is not what the inputs say. */
  readonly values: Texts;
  readonly drifted: Texts;
  readonly others: Texts;
  readonly attempted: Texts;
  readonly addresses: Texts;
  readonly accountUsers: number | undefined;
  readonly team: boolean;
  readonly replaced: State["replaced"];
  readonly moved: State["moved"];
  readonly letGoAt: State["letGoAt"];
  readonly madeAt: State["madeAt"];
  readonly mayShare: State["mayShare"];
}

function unlessEmpty(name: string, map: Readonly<Props>): Props {
  return Object.keys(map).length === 0 ? {} : { [name]: map };
}

/** What stands in the bookkeeping beside what the state knows. */
interface Beside {
  /** What users are kept at where the inputs do not say so. */
  readonly values: Props;
  readonly detectsDrift: boolean;
}

/** As it stands in the output `bookkeeping`. */
export function encodeBookkeeping(
  { ledger, accountUsers, team, replaced, moved, letGoAt, madeAt, mayShare }: State,
  { values, detectsDrift }: Beside,
): Props {
  const addresses: [UserKey, string][] = [];
  const attempted: [UserKey, string][] = [];
  for (const [key, holding] of ledger.holdings) {
    if (holding.email !== undefined) addresses.push([key, holding.email]);
    if (holding.attempted !== undefined) attempted.push([key, holding.attempted]);
  }
  return {
    format: FORMAT,
    ...unlessEmpty("values", values),
    ...unlessEmpty("drifted", Object.fromEntries(ledger.drifted)),
    ...unlessEmpty("others", Object.fromEntries(ledger.others)),
    ...unlessEmpty("attempted", Object.fromEntries(attempted)),
    ...unlessEmpty("addresses", Object.fromEntries(addresses)),
    ...(accountUsers === undefined ? {} : { accountUsers }),
    ...(team ? { team: true } : {}),
    ...(replaced.length === 0 ? {} : { replaced: encodeReplaced(replaced) }),
    ...encodeMoved(moved, false),
    ...encodeTimes({ letGoAt, madeAt }),
    ...(mayShare ? { mayShare: true } : {}),
    ...(detectsDrift ? { detectDrift: true } : {}),
  };
}

/** Reads what `encodeBookkeeping` wrote. Throws InputError for what a later version of this package wrote. */
export function decodeBookkeeping(stored: unknown): Bookkeeping {
  const record = recordOf(stored);
  const { format, accountUsers } = record;
  if (typeof format === "number" && format > FORMAT) {
    const text = `the state was written by a later version of pulumi-chime-users (format ${format}, this version reads ${FORMAT}). Update the plugin.`;
    throw new InputError("bookkeeping", text);
  }
  return {
    values: stringMap(record["values"]),
    drifted: stringMap(record["drifted"]),
    others: stringMap(record["others"]),
    attempted: stringMap(record["attempted"]),
    addresses: stringMap(record["addresses"]),
    accountUsers: typeof accountUsers === "number" ? accountUsers : undefined,
    team: record["team"] === true,
    replaced: decodeReplaced(record["replaced"]),
    moved: decodeMoved(record["moved"]),
    ...decodeTimes(record),
    mayShare: record["mayShare"] === true,
  };
}

/** Whether drift is to be seen by plain previews, as it was when the outputs were written; the engine keeps the same. */
export function detectsDriftIn(outputs: Readonly<Props>): boolean {
  return recordOf(outputs["bookkeeping"])["detectDrift"] === true;
}
