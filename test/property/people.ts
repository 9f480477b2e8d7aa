/**
 * People by number, and the names that a program may call them by. A person who left and came back has a new user ID,
 * a person who married has a new address: `turn` tells which of the IDs, or of the addresses.
 */

export type License = "Basic" | "Pro" | "Plus";

/** What a resource decides about a user: a standing or a license. */
export type Value = "suspended" | "active" | License;

/** A user of the account, as far as the resources care. */
export interface Person {
  readonly id: string;
  /** As the service spells it. */
  readonly address: string;
  readonly suspended: boolean;
  readonly license: License;
}

/** The account: its users by ID. */
export type Account = ReadonlyMap<string, Person>;

/** How a program names somebody. */
export interface Name {
  readonly who: number;
  readonly by: "id" | "address" | "ADDRESS";
  readonly turn: number;
}

export const ACCOUNT_ID = "11111111-aaaa-4bbb-8ccc-000000000001";

export function idOf(who: number, turn = 0): string {
  return `aaaaaaaa-000${turn}-4000-8000-${String(who).padStart(12, "0")}`;
}

export function addressOf(who: number, turn = 0): string {
  return `Person.${who}${turn === 0 ? "" : `.v${turn}`}@Example.com`;
}

/** A name as it stands in the program. */
export function spell({ who, by, turn }: Name): string {
  if (by === "id") return idOf(who, turn);
  const address = addressOf(who, turn);
  return by === "address" ? address : address.toUpperCase();
}

/** What spellings of one name have in common. */
export function keyOf(name: string): string {
  return name.includes("@") ? name.toLowerCase() : name;
}

const directories = new WeakMap<Account, ReadonlyMap<string, Person>>();

/** People by address in lower case. An account that was looked up in is not changed any more. */
function directoryOf(account: Account): ReadonlyMap<string, Person> {
  const directory =
    directories.get(account) ?? new Map([...account.values()].map((person) => [person.address.toLowerCase(), person]));
  directories.set(account, directory);
  return directory;
}

/** Whom a name means in this account. */
export function findPerson(account: Account, name: string): Person | undefined {
  return name.includes("@") ? directoryOf(account).get(name.toLowerCase()) : account.get(name);
}

/** Whether any of the names means this person now. */
export function isNamed(account: Account, names: Iterable<string>, person: Person): boolean {
  for (const name of names) if (findPerson(account, name)?.id === person.id) return true;
  return false;
}
