import type { Matter, Want } from "./demand";
import { type Memory, resolve } from "./model";
import { type Account, isNamed, spell } from "./people";
import { type Declared, desiredOf } from "./program";
import { keyOfTimed } from "./time";

/** What stands against a turn: for certain, and what the contract leaves open. */
export interface Violations {
  readonly sure: readonly string[];
  readonly possible: readonly string[];
}

interface Draft {
  readonly sure: string[];
  readonly possible: string[];
}

function findMissing({ declared, memory, account }: Matter, looked: ReadonlySet<string>, draft: Draft): void {
  if (declared.missingUsers === "warn") return;
  for (const key of looked) {
    if (!resolve(account, key, memory?.entries.get(key))) draft.sure.push(`${key} is not in the account`);
  }
}

/** Two listed names of one person. */
function findTwins({ declared, memory, account }: Matter, looked: ReadonlySet<string>, draft: Draft): void {
  const seen = new Map<string, string>();
  for (const key of desiredOf(declared).keys()) {
    const person = resolve(account, key, memory?.entries.get(key));
    if (!person) continue;
    const twin = seen.get(person.id);
    seen.set(person.id, key);
    if (twin === undefined) continue;
    const list = looked.has(key) && looked.has(twin) ? draft.sure : draft.possible;
    list.push(`${key} and ${twin} are one person`);
  }
}

/** By name it shows whenever the entry counts. */
function protectedAtOtherTimes(declared: Declared, keys: ReadonlySet<string>): string[] {
  const timed = (declared.timed ?? []).map(keyOfTimed);
  const outside = timed.filter((key) => keys.has(key) && !desiredOf(declared).has(key));
  return outside.map((key) => `${key} is protected`);
}

function findProtected({ declared, memory, account }: Matter, looked: ReadonlySet<string>, draft: Draft): void {
  const names = declared.protectedUsers.map(spell);
  const keys = new Set(names.map((name) => (name.includes("@") ? name.toLowerCase() : name)));
  for (const key of desiredOf(declared).keys()) {
    const person = resolve(account, key, memory?.entries.get(key));
    const byName = keys.has(key);
    if (!byName && !(person && isNamed(account, names, person))) continue;
    // Under another name it shows only when the user is looked at.
    const list = byName || looked.has(key) ? draft.sure : draft.possible;
    list.push(`${key} is protected`);
  }
  draft.sure.push(...protectedAtOtherTimes(declared, keys));
}

function allowedOf({ maxChanges }: Declared, users: number): number {
  if (maxChanges === undefined) return Number.POSITIVE_INFINITY;
  if (typeof maxChanges === "number") return maxChanges;
  return Math.floor((Number(maxChanges.replace("%", "")) * users) / 100);
}

function findTooMany({ declared, account }: Matter, wants: readonly Want[], draft: Draft): void {
  const allowed = allowedOf(declared, account.size);
  const changes = wants.filter(({ from, to, optional, why }) => {
    return [...to].some((value) => value !== from) && !(optional && why === "listed");
  });
  const sure = changes.filter(({ from, to, optional, isMove }) => !optional && isMove !== true && !to.has(from)).length;
  if (sure > allowed) draft.sure.push(`${sure} changes, ${allowed} allowed`);
  else if (changes.length > allowed) draft.possible.push(`up to ${changes.length} changes, ${allowed} allowed`);
}

/** Whether it is the number of changes that stands against a turn. */
export function isOfNumber(violation: string): boolean {
  return / changes, /.test(violation);
}

/** What stands against bringing these wants about. */
export function findViolations(matter: Matter, wants: readonly Want[], looked: ReadonlySet<string>): Violations {
  const draft: Draft = { sure: [], possible: [] };
  findMissing(matter, looked, draft);
  findTwins(matter, looked, draft);
  findProtected(matter, looked, draft);
  findTooMany(matter, wants, draft);
  return draft;
}

/** A resource of the program with what it remembers. */
export interface Rival {
  readonly declared: Declared;
  readonly memory: Memory | undefined;
}

/** Whom the resource lists, by user ID: for certain where the account has the user, as the resource sees. */
function idsOf({ declared, memory }: Rival, account: Account): { present: Set<string>; gone: Set<string> } {
  const [present, gone] = [new Set<string>(), new Set<string>()];
  for (const key of desiredOf(declared).keys()) {
    const entry = memory?.entries.get(key);
    const person = resolve(account, key, entry);
    // Who was missing, and need not be found, is not looked for once more.
    const isLookedFor = entry?.stance !== "missing" || declared.missingUsers === "fail";
    if (person && isLookedFor) present.add(person.id);
    else gone.add(person?.id ?? entry?.id ?? key);
  }
  return { present, gone };
}

function shared<T>(some: Iterable<T>, others: { has(one: T): boolean }): T[] {
  return [...some].filter((one) => others.has(one));
}

function claimsOn(mine: Rival, other: Rival, account: Account): Violations {
  const { name, exclusive } = other.declared;
  const [keys, ids, theirs] = [desiredOf(mine.declared), idsOf(mine, account), idsOf(other, account)];
  const alone = exclusive || mine.declared.exclusive ? [`${name} is on the same account`] : [];
  const both = [...shared(desiredOf(other.declared).keys(), keys), ...shared(ids.present, theirs.present)];
  // Who is gone may have been the same person: that is not for certain.
  const gone = [
    ...shared(ids.present, theirs.gone),
    ...shared(ids.gone, theirs.gone),
    ...shared(ids.gone, theirs.present),
  ];
  return {
    sure: [...alone, ...both.map((user) => `${name} lists ${user} too`)],
    possible: gone.map((user) => `${name} lists ${user}, who is gone`),
  };
}

/** Users and accounts that two resources of a program both want to decide about. */
export function findClaims(mine: Rival, checked: readonly Rival[], account: Account): Violations {
  const { kind, name } = mine.declared;
  const rivals = checked.filter(({ declared }) => declared.kind === kind && declared.name !== name);
  const found = rivals.map((rival) => claimsOn(mine, rival, account));
  return { sure: found.flatMap(({ sure }) => sure), possible: found.flatMap(({ possible }) => possible) };
}
