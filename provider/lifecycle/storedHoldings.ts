import { readHeldId, writeHeldId } from "../model/heldId";
import type { Holding } from "../model/holding";
import { PREEXISTING } from "../model/standing";
import type { UserKey } from "../model/userKey";
import { recordOf, stringMap } from "./arguments/record";
import { readMarks } from "./schedule/markedHoldings";
import type { ScheduledEntry } from "./schedule/schedule";

/** Users grouped by what they are kept at and what they had before: the ID alone is stored for each. */
function encodeHoldings(
  holdings: ReadonlyMap<string, Holding>,
  marks: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const groups = new Map<string, Map<string, Map<string, string>>>();
  for (const [key, { userId, value, before = PREEXISTING }] of holdings) {
    const byBefore = groups.get(value) ?? new Map<string, Map<string, string>>();
    const users = byBefore.get(before) ?? new Map<string, string>();
    groups.set(value, byBefore.set(before, users.set(key, writeHeldId(encodeId(key, userId), marks.get(key)))));
  }
  return Object.fromEntries(
    [...groups].map(([value, byBefore]) => [value, Object.fromEntries([...byBefore].map(encodeGroup))]),
  );
}

function encodeGroup([before, users]: readonly [string, Map<string, string>]): [string, Record<string, unknown>] {
  return [before, Object.fromEntries(users)];
}

/** An ID that is the program's own name for the user is not written twice. */
function encodeId(key: string, userId: string): string {
  return userId === key ? "" : userId;
}

/** Users whom the state keeps, and the entries of those who are marked. */
interface Held {
  readonly holdings: Map<UserKey, Holding>;
  readonly schedule: Map<UserKey, ScheduledEntry>;
}

/** Takes one user after the other. */
class HeldReader implements Held {
  readonly holdings = new Map<UserKey, Holding>();
  readonly schedule = new Map<UserKey, ScheduledEntry>();
  readonly #emails: ReadonlyMap<string, string>;
  readonly #entryOf: ReturnType<typeof readMarks>;

  constructor({ windows, addresses }: Readonly<Record<string, unknown>>) {
    this.#emails = stringMap(addresses);
    this.#entryOf = readMarks(windows);
  }

  add(key: UserKey, stored: string, group: Omit<Holding, "userId">): void {
    const [id, mark] = readHeldId(stored);
    const userId = id === "" ? key : id;
    const email = this.#emails.get(key);
    this.holdings.set(key, email ? { ...group, userId, email } : { ...group, userId });
    const entry = mark === undefined ? undefined : this.#entryOf(mark, group.value);
    if (entry) this.schedule.set(key, entry);
  }
}

/** Reads what `encodeHoldings` wrote, with what stands beside it. */
function decodeHoldings(outs: Readonly<Record<string, unknown>>): Held {
  const reader = new HeldReader(outs);
  for (const [value, byBefore] of Object.entries(recordOf(outs["holdings"]))) {
    for (const [before, stored] of Object.entries(recordOf(byBefore))) {
      const group = before === PREEXISTING ? { value } : { value, before };
      const users = recordOf(stored);
      for (const key of Object.keys(users)) reader.add(key, String(users[key] ?? ""), group);
    }
  }
  return reader;
}

/** A map of texts; one that is empty stands there only in a `whole` state. */
export function encodeMap(name: string, map: ReadonlyMap<string, string>, whole: boolean): Record<string, unknown> {
  return map.size === 0 && !whole ? {} : { [name]: Object.fromEntries(map) };
}

/** The holdings, and beside them what few of them have. `marks`: of those whose entries have a time or a reason. */
export function encodeHeld(
  holdings: ReadonlyMap<UserKey, Holding>,
  { marks, whole }: { readonly marks: ReadonlyMap<UserKey, string>; readonly whole: boolean },
): Record<string, unknown> {
  const addresses = new Map<string, string>();
  const attempted = new Map<string, string>();
  for (const [key, holding] of holdings) {
    if (holding.email) addresses.set(key, holding.email);
    if (holding.attempted !== undefined) attempted.set(key, holding.attempted);
  }
  return {
    holdings: encodeHoldings(holdings, marks),
    ...encodeMap("attempted", attempted, whole),
    ...encodeMap("addresses", addresses, whole),
  };
}

/** Reads what `encodeHeld` wrote, and the entries of those who are marked, by what stands beside it. */
export function decodeHeld(props: Readonly<Record<string, unknown>>): Held {
  const held = decodeHoldings(props);
  for (const [key, attempted] of stringMap(props["attempted"])) {
    const holding = held.holdings.get(key);
    if (holding) held.holdings.set(key, { ...holding, attempted });
  }
  return held;
}
