import { type Entry, FOUND, type Memory, resolve, standingOf } from "./model";
import { type Account, isNamed, type Person, spell, type Value } from "./people";
import { type Declared, desiredOf } from "./program";
import { fieldsOf, keyOfTimed } from "./time";
import { findViolations, type Violations } from "./violations";

/** What the contract demands, or allows, for one user in one turn of one resource. */
export interface Want {
  readonly resource: string;
  readonly key: string;
  readonly person: Person;
  readonly from: Value;
  /** What the user may have afterwards. */
  readonly to: ReadonlySet<Value>;
  /** Whether the user may also be left as found without a word. */
  readonly optional: boolean;
  readonly why: "listed" | "leaving" | "exclusive";
  /** Whether the user had the same in another resource, which lets the user go in this run: a move, and no change. */
  readonly isMove?: boolean;
}

/** What the contract demands of one turn. */
export interface Demand {
  readonly wants: readonly Want[];
  /** Listed names whose users have to be looked at. */
  readonly looked: ReadonlySet<string>;
  /** Whether every user of the account has to be looked at. */
  readonly whole: boolean;
  /** How many users have to be looked at. */
  readonly asked: number;
  /** Whether there is nothing to do and nothing to ask. */
  readonly quiet: boolean;
  readonly violations: Violations;
  /** Users who leave for another resource that is not done yet. */
  readonly moving: readonly (readonly [string, Entry])[];
}

/** How another resource of the program stands to a person: lists nobody such, may not be known yet, is done, or is done and failed. */
export type Claim = "no" | "open" | "done" | "failed";

/** What a turn is about. */
export interface Matter {
  readonly declared: Declared;
  readonly memory: Memory | undefined;
  readonly account: Account;
  claimOf(key: string, person: Person): Claim;
  /** What a resource had a person at that lists the person no more; undefined where none has told. */
  offered(person: Person): Value | undefined;
}

const NOTHING: ReadonlySet<Value> = new Set();

/** Names whose users have to be looked at, whatever else is in question. */
function namesInQuestion({ declared, memory, account }: Matter): Set<string> {
  const names = new Set<string>();
  for (const [key, value] of desiredOf(declared)) {
    const entry = memory?.entries.get(key);
    const stillMissing = entry?.stance === "missing" && declared.missingUsers === "fail";
    const failed = memory?.failed.has(resolve(account, key, entry)?.id ?? entry?.id ?? "") === true;
    if (!entry || entry.value !== value || entry.stance === "off" || stillMissing || failed) names.add(key);
  }
  return names;
}

/** Users who are remembered and whom the program does not list any more, by whatever name. */
function leavingOf({ declared, memory, account }: Matter): [string, Entry][] {
  const desired = desiredOf(declared);
  const listed = new Set([...desired.keys()].map((key) => resolve(account, key, memory?.entries.get(key))?.id));
  return [...(memory?.entries ?? [])].filter(
    ([key, { id, stance }]) => !desired.has(key) && stance !== "missing" && !(id !== undefined && listed.has(id)),
  );
}

/** What a leaving user is to have, by `onRemoval` alone. */
function targetsOf(declared: Declared, entry: Entry): ReadonlySet<Value> {
  const { exclusive, onRemoval, kind } = declared;
  if (exclusive || (kind === "UserSuspensionSet" && onRemoval === "unsuspend")) return new Set(["active"]);
  if (onRemoval === "retain") return NOTHING;
  if (onRemoval !== "restore") return new Set([onRemoval as Value]);
  return new Set([...entry.before].map((value) => (value === FOUND ? entry.value : value)));
}

function wantOfListed(matter: Matter, key: string, to: Value, looked: ReadonlySet<string>): Want[] {
  const { declared, memory, account } = matter;
  const person = resolve(account, key, memory?.entries.get(key));
  if (!person) return [];
  const from = standingOf(declared.kind, person);
  const optional = !looked.has(key);
  const isMove = matter.offered(person) === to;
  return [{ resource: declared.name, key, person, from, to: new Set([to]), optional, why: "listed", isMove }];
}

function wantOfLeaving(matter: Matter, key: string, entry: Entry): Want[] {
  const { declared, account } = matter;
  const person = account.get(entry.id ?? "");
  // Gone, or changed by others since: not this resource's any more.
  if (!person || standingOf(declared.kind, person) !== entry.value) return [];
  // Whoever was never held is one of the others to an exclusive set.
  if (declared.exclusive && !entry.held) return [];
  const claim = matter.claimOf(key, person);
  const names = declared.protectedUsers.map(spell);
  const shielded = declared.kind === "UserLicenseAssignment" && isNamed(account, names, person);
  const to = targetsOf(declared, entry);
  const nothingToDo = [...to].every((value) => value === entry.value);
  if (claim === "done" || claim === "failed" || shielded || nothingToDo) return [];
  const underProtectedName = names.some((name) => name.toLowerCase() === key.toLowerCase());
  const optional = claim === "open" || !entry.held || underProtectedName;
  return [{ resource: declared.name, key, person, from: entry.value, to, optional, why: "leaving" }];
}

/** Users who have moved away in an earlier run: what was before may be given back to who is listed nowhere any more, as far as that is known. */
function wantsOfMoved(matter: Matter): Want[] {
  const desired = desiredOf(matter.declared);
  const moved = [...(matter.memory?.moved ?? [])].filter(([key]) => !desired.has(key));
  return moved
    .filter(([key, { id }]) => mayBeListedNowhere(matter, key, id))
    .flatMap(([key, entry]) => wantOfLeaving(matter, key, entry))
    .map((want) => ({ ...want, optional: true }));
}

function mayBeListedNowhere({ account, claimOf }: Matter, key: string, id: string | undefined): boolean {
  const person = account.get(id ?? "");
  return person !== undefined && ["no", "open"].includes(claimOf(key, person));
}

/** Who of those that leave is listed by another resource that has not been through yet, or does not have them. */
function movingOf({ account, claimOf }: Matter, leaving: readonly [string, Entry][]): [string, Entry][] {
  return leaving.filter(([key, { id, held }]) => {
    const person = account.get(id ?? "");
    return held && person !== undefined && ["open", "failed"].includes(claimOf(key, person));
  });
}

function wantsOfOthers({ declared, account }: Matter, settled: readonly Want[]): Want[] {
  const known = new Set(settled.map(({ person }) => person.id));
  return [...account.values()]
    .filter(({ id, suspended }) => suspended && !known.has(id))
    .map((person) => ({
      resource: declared.name,
      key: person.address.toLowerCase(),
      person,
      from: "suspended",
      to: new Set<Value>(["active"]),
      optional: false,
      why: "exclusive",
    }));
}

function settingsOf({ listing: _, ...settings }: Declared): string {
  const protectedUsers = settings.protectedUsers.map((name) => spell(name).toLowerCase()).sort();
  const timed = (settings.timed ?? []).map((entry) => [keyOfTimed(entry), entry.value, fieldsOf(entry)]).sort();
  return JSON.stringify({ ...settings, timed, protectedUsers });
}

/** What the contract demands of a turn that writes, given the account as it is. */
export function demandOf(matter: Matter): Demand {
  const { declared, memory } = matter;
  const desired = desiredOf(declared);
  const asked = namesInQuestion(matter);
  const leaving = leavingOf(matter);
  // Whoever was only ever seen, or failed, is none of the resource's, but one of the others to an exclusive set.
  const owed = leaving.filter(([, { held }]) => held || declared.exclusive);
  const nowExclusive = declared.exclusive && memory?.declared.exclusive !== true;
  const anything = asked.size + owed.length + (memory?.others.size ?? 0) > 0 || nowExclusive;
  const whole = declared.exclusive && anything;
  const looked = whole ? new Set(desired.keys()) : asked;
  const wants = [
    ...[...desired].flatMap(([key, value]) => wantOfListed(matter, key, value, looked)),
    ...leaving.flatMap(([key, entry]) => wantOfLeaving(matter, key, entry)),
    ...wantsOfMoved(matter),
  ];
  if (whole) wants.push(...wantsOfOthers(matter, wants));
  const unchanged = memory !== undefined && settingsOf(memory.declared) === settingsOf(declared);
  const share = typeof declared.maxChanges === "string" && anything;
  return {
    wants,
    looked,
    whole: whole || share,
    asked:
      looked.size +
      (memory?.moved.size ?? 0) +
      leaving.filter(([, entry]) => targetsOf(declared, entry).size > 0).length,
    quiet: unchanged && memory.failed.size + memory.moved.size === 0 && !anything && leavesNobody(memory, desired),
    violations: findViolations(matter, wants, looked),
    moving: movingOf(matter, leaving),
  };
}

function leavesNobody(memory: Memory | undefined, desired: ReadonlyMap<string, Value>): boolean {
  return [...(memory?.entries.keys() ?? [])].every((key) => desired.has(key));
}
