import type { Demand } from "./demand";
import {
  beforeAfterFind,
  beforeAfterWrite,
  type Entry,
  either,
  entryOf,
  FOUND,
  type Memory,
  resolve,
  standingOf,
} from "./model";
import type { Account, Person, Value } from "./people";
import { type Declared, desiredOf, type KindName } from "./program";

/** Under which key a user is on offer: resources of one kind hand users over, those of two kinds don't. */
export function offerKey(kind: KindName, userId: string): string {
  return `${kind} ${userId}`;
}

/** What another resource of the program remembers of a user who has left it in the same run, by `offerKey`. */
export interface Offers {
  /** What was offered before this turn began. */
  readonly sure: ReadonlyMap<string, Entry>;
  /** What was offered meanwhile, so that it may have come too late. */
  readonly possible: ReadonlyMap<string, Entry>;
}

/** A turn that has come to its end. */
export interface Settlement {
  readonly declared: Declared;
  readonly memory: Memory | undefined;
  readonly demand: Demand;
  readonly before: Account;
  readonly after: Account;
  /** IDs of the users who were told of as failed. */
  readonly failed: ReadonlySet<string>;
  /** IDs of those of them who may be changed all the same. */
  readonly unanswered: ReadonlySet<string>;
  readonly offers: Offers;
}

const FOUND_SO: Entry["before"] = new Set([FOUND]);

/** What was had before, with everything that was offered taken into account. */
function withOffers(offers: Offers, offered: string, own: Entry | undefined, work: (prior?: Entry) => Entry["before"]) {
  const prior = own ?? offers.sure.get(offered);
  // Of whom a resource could not make as declared yet, or found so, it may learn more whenever it looks again.
  const isKnown = own?.held === true && !own.before.has(FOUND);
  const more = offers.possible.get(offered) ?? (own ? offers.sure.get(offered) : undefined);
  const possible = isKnown ? undefined : more;
  return possible ? either(work(prior), work(possible)) : work(prior);
}

function failedEntry(settlement: Settlement, key: string, person: Person, to: Value): Entry {
  const { declared, memory, after, offers } = settlement;
  const offered = offerKey(declared.kind, person.id);
  const prior = entryOf(memory, key, person);
  const others = offers.sure.get(offered) ?? offers.possible.get(offered);
  const is = after.get(person.id) ?? person;
  const changed = standingOf(declared.kind, is) !== standingOf(declared.kind, person);
  // Whether somebody is taken over who could not be changed is not said.
  const found = others ? either(others.before, FOUND_SO) : FOUND_SO;
  const value = others?.value ?? to;
  const base: Entry = prior ?? { value, stance: "off", before: found, undone: true, held: false, uncertain: false };
  // Changed though told of as failed: whether that was done here is anybody's guess.
  const uncertain = changed || settlement.unanswered.has(person.id) || prior?.uncertain === true;
  const own = beforeAfterWrite(declared.kind, standingOf(declared.kind, person), prior);
  const before = uncertain ? either(either(base.before, own), FOUND_SO) : base.before;
  return {
    ...base,
    id: person.id,
    stance: "off",
    undone: true,
    before,
    uncertain,
    value: changed && uncertain ? to : base.value,
  };
}

function listedEntry(settlement: Settlement, key: string, to: Value): Entry {
  const { declared, memory, demand, before, after, failed, offers } = settlement;
  const old = memory?.entries.get(key);
  const person = resolve(before, key, old);
  const from = person && standingOf(declared.kind, person);
  const is = after.get(person?.id ?? "");
  // Also somebody who need not be looked at may be set right.
  const written = is !== undefined && from !== to && standingOf(declared.kind, is) === to;
  if (old && !demand.looked.has(key) && !written) return old;
  if (!person || from === undefined) {
    return { value: to, stance: "missing", before: FOUND_SO, undone: false, held: false, uncertain: false };
  }
  if (failed.has(person.id)) return failedEntry(settlement, key, person, to);
  const own = entryOf(memory, key, person);
  const had = withOffers(offers, offerKey(declared.kind, person.id), own, (prior) =>
    written ? beforeAfterWrite(declared.kind, from, prior) : beforeAfterFind(declared.kind, prior),
  );
  return { id: person.id, value: to, stance: "kept", before: had, undone: false, held: true, uncertain: false };
}

/** Users who left and could not be changed: what is owed to them stays in mind. */
function owedEntries({ declared, memory, demand, before, after, failed }: Settlement): [string, Entry][] {
  return demand.wants.flatMap(({ why, key, person }): [string, Entry][] => {
    const entry = why === "leaving" && failed.has(person.id) ? memory?.entries.get(key) : undefined;
    if (!entry) return [];
    const [was, is] = [before.get(person.id), after.get(person.id)];
    const changed = was && is && standingOf(declared.kind, was) !== standingOf(declared.kind, is);
    const had = changed ? either(entry.before, new Set([FOUND, entry.value])) : entry.before;
    return [[key, { ...entry, stance: "off", before: had }]];
  });
}

/** Who has moved away, without those who have come back. */
function movedEntries({ declared, memory, demand, before }: Settlement): Memory["moved"] {
  const listed = new Set(
    [...desiredOf(declared).keys()].map((key) => resolve(before, key, memory?.entries.get(key))?.id),
  );
  const moved = [...(memory?.moved ?? []), ...demand.moving];
  return new Map(moved.filter(([, { id }]) => !listed.has(id)));
}

/** What a resource remembers, without those who have moved to another one that has them now. */
export function withoutTaken(memory: Memory, by: Memory): Memory {
  if (memory.moved.size === 0 || memory.declared.kind !== by.declared.kind) return memory;
  const taken = new Set([...by.entries.values()].filter(({ held }) => held).map(({ id }) => id));
  return { ...memory, moved: new Map([...memory.moved].filter(([, { id }]) => !taken.has(id))) };
}

/** What a resource remembers after a create or an update. */
export function remember(settlement: Settlement): Memory {
  const { declared, demand, failed } = settlement;
  const listed = [...desiredOf(declared)].map(([key, to]): [string, Entry] => [key, listedEntry(settlement, key, to)]);
  const others = demand.wants.filter(({ why, person }) => why === "exclusive" && failed.has(person.id));
  return {
    declared,
    entries: new Map([...owedEntries(settlement), ...listed]),
    others: new Set(others.map(({ person }) => person.id)),
    failed,
    moved: movedEntries(settlement),
  };
}
