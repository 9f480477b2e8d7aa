import * as v from "valibot";
import { listNames, shorten } from "../model/names";
import { SUSPENDED } from "../model/standing";
import { UNKNOWN } from "../model/unknown";
import { toUserKey, type UserKey } from "../model/userKey";
import { isRecord } from "./arguments/record";
import { parseSettings } from "./arguments/settings";
import type { Declaration } from "./declaration";
import type { Kind } from "./kind";

/** One wrong argument, as Pulumi's check reports it. */
export interface InputFailure {
  readonly property: string;
  readonly reason: string;
}

/** A declaration, or what is wrong with the arguments: all of it at once. */
export interface Parsed {
  readonly declaration: Declaration;
  readonly failures: readonly InputFailure[];
}

type Props = Readonly<Record<string, unknown>>;

/** How many wrong entries of one list are told; a wrong file of 10,000 rows is one mistake, not 10,000. */
const FAILURES_SHOWN = 10;

function failuresOfArgument(kind: Kind, name: string, value: unknown, old: unknown): InputFailure[] {
  const argument = kind.arguments.get(name);
  if (!argument) {
    const known = [...kind.arguments.keys()].sort().join(", ");
    return [{ property: name, reason: `${shorten(name)} is not an argument of ${kind.resource}. It has: ${known}.` }];
  }
  if (value === UNKNOWN) return [];
  const result = v.safeParse(argument.schema, argument.toJudge(value, old));
  if (result.success) return [];
  const failures = result.issues.slice(0, FAILURES_SHOWN).map((issue) => {
    const at = (issue.path ?? []).map(({ key }) => `[${typeof key === "number" ? key : shorten(key)}]`).join("");
    return { property: name, reason: `${name}${at}: ${issue.message}.` };
  });
  const more = result.issues.length - failures.length;
  if (more > 0)
    failures.push({ property: name, reason: `${name}: and ${more.toLocaleString("en-US")} more like these.` });
  return failures;
}

/** The arguments as a program would have written them. */
function asWritten(kind: Kind, news: Props, olds: Props): Props {
  const args: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(news)) {
    if (name.startsWith("__") || value === undefined || value === null) continue;
    args[name] = kind.arguments.get(name)?.asWritten(value, olds[name]) ?? value;
  }
  return args;
}

interface Listing {
  readonly desired: Map<UserKey, string>;
  readonly unknownUsers: UserKey[];
  readonly failures: InputFailure[];
}

/** The entries of a list or a map of users, one after the other: there may be tens of thousands. */
function* entriesOf(value: unknown): Generator<[user: unknown, wanted: unknown]> {
  if (Array.isArray(value)) for (const user of value) yield [user, SUSPENDED];
  else if (isRecord(value)) for (const user of Object.keys(value)) yield [user, value[user]];
}

function readListing(kind: Kind, value: unknown): Listing {
  const desired = new Map<UserKey, string>();
  const unknownUsers = new Set<UserKey>();
  const twins = new Set<UserKey>();
  let nameless = 0;
  for (const [user, wanted] of entriesOf(value)) {
    if (user === UNKNOWN) unknownUsers.add(`(unknown user ${++nameless})`);
    if (typeof user !== "string") continue;
    const key = toUserKey(user);
    if (desired.has(key) || unknownUsers.has(key)) twins.add(key);
    if (typeof wanted === "string") desired.set(key, wanted);
    else if (wanted === UNKNOWN) unknownUsers.add(key);
  }
  return { desired, unknownUsers: [...unknownUsers], failures: failuresOfTwins(kind, value, twins) };
}

/** The same entry twice, or one address in two spellings. */
function failuresOfTwins(kind: Kind, value: unknown, twins: ReadonlySet<UserKey>): InputFailure[] {
  return [...twins].slice(0, FAILURES_SHOWN).map((twin) => {
    const users = [...entriesOf(value)].flatMap(([user]) => (typeof user === "string" ? [user] : []));
    const entries = listNames(users.filter((user) => toUserKey(user) === twin).map((user) => shorten(user)));
    const reason = `${kind.listing}: ${entries} are the same person. Keep one of these entries.`;
    return { property: kind.listing, reason };
  });
}

function isUnknownWithin(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.includes(UNKNOWN);
  return isRecord(value) && Object.values(value).includes(UNKNOWN);
}

/** Whether the engine hands back the users of the last inputs, in whose place the program may have written others. */
function isHandedBack(given: unknown, old: unknown): boolean {
  if (!isRecord(given) || !isRecord(old)) return false;
  const users = Object.keys(given);
  return users.length === Object.keys(old).length && users.every((user) => given[user] === old[user]);
}

/**
 * Reads the arguments of a resource: `news` as the program gives them, `olds` as check gave them last time. `ignores`:
 * whether the program ignores changes of its users. A list that comes back as a map tells that by itself.
 */
export function parseInputs(kind: Kind, news: Props, olds: Props, ignores: boolean = false): Parsed {
  const args = asWritten(kind, news, olds);
  const failures = Object.entries(args).flatMap(([name, value]) => failuresOfArgument(kind, name, value, olds[name]));
  for (const [name, { required }] of kind.arguments) {
    if (required && !(name in args))
      failures.push({ property: name, reason: `${name} is required and was not given.` });
  }
  const given = news[kind.listing];
  const ignored = (ignores || !kind.listingForm.saysValues) && isHandedBack(given, olds[kind.listing]);
  const listing = readListing(kind, ignored ? given : args[kind.listing]);
  failures.push(...listing.failures);
  const declaration: Declaration = {
    ...parseSettings(args),
    desired: listing.desired,
    ...(ignored ? { ignored } : {}),
    unknownUsers: listing.unknownUsers,
    unknowns: Object.keys(args).filter((name) => isUnknownWithin(args[name])),
  };
  return { declaration, failures };
}
