import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import { includesValue } from "../model/includesValue";
import { grouped, nameOf, shorten } from "../model/names";
import { nearest } from "../model/nearest";
import { UNKNOWN } from "../model/unknown";
import type { UserKey } from "../model/userKey";
import { isRecord } from "./arguments/record";
import { parseSettings } from "./arguments/settings";
import type { Declaration } from "./declaration";
import type { Kind } from "./kind";
import { tellDuplicate } from "./schedule/entries";
import { type ListedUsers, readListing } from "./schedule/readListing";
import { decodeEntries, decodeNextChange } from "./schedule/storedEntries";

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

/** In how many letters an argument that is unknown may differ from the one that was meant. */
const MOST_LETTERS = 3;

function failuresOfArgument(kind: Kind, name: string, value: unknown, old: unknown): InputFailure[] {
  const argument = kind.arguments.get(name);
  if (!argument) {
    const known = [...kind.arguments.keys()].sort();
    const meant = nearest(name, known, MOST_LETTERS);
    const guess = meant === undefined ? "" : ` Did you mean ${meant}?`;
    const reason = `${nameOf(name)} is not an argument of ${kind.resource}.${guess} It has: ${known.join(", ")}.`;
    return [{ property: name, reason }];
  }
  if (value === UNKNOWN) return [];
  const result = v.safeParse(argument.schema, argument.toJudge(value, old));
  if (result.success) return [];
  const failures = result.issues.slice(0, FAILURES_SHOWN).map((issue) => {
    // The name of a field that there is not may be anything: the reason has it in quotes.
    const path = issue.expected === "never" ? issue.path?.slice(0, -1) : issue.path;
    return { property: name, reason: `${name}${placeOf(path)}: ${issue.message}.` };
  });
  const more = result.issues.length - failures.length;
  if (more > 0) failures.push({ property: name, reason: `${name}: and ${grouped(more)} more like these.` });
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

/** The same entry twice, or one address in two spellings, whenever each of them counts. */
function failuresOfDuplicates(
  { listing, listingForm }: Kind,
  value: unknown,
  duplicates: ReadonlySet<UserKey>,
): InputFailure[] {
  return [...duplicates].slice(0, FAILURES_SHOWN).map((key, i, { length }) => {
    // The account is asked nothing for arguments that are wrong: another slip in the same list is found only after that.
    const then = i === length - 1 ? " Names are checked against the account after that." : "";
    return { property: listing, reason: `${tellDuplicate(listing, listingForm.shape, value, key)}${then}` };
  });
}

/**
 * Where in an argument a failure is: `users[3]`; of an entry that is an object whose it is, too: the place in a list of
 * thousands is soon counted wrong.
 */
function placeOf(path: readonly v.IssuePathItem[] = []): string {
  return path
    .map(({ key, value }, i) => {
      if (i > 0) return ` ${String(key)}`;
      const user = isRecord(value) ? value["user"] : undefined;
      const whose = typeof user === "string" ? ` (${shorten(user)})` : "";
      return `[${typeof key === "number" ? key : shorten(key)}]${whose}`;
    })
    .join("");
}

/** Whether the engine hands back the users of the last inputs, in whose place the program may have written others. */
function isHandedBack(given: unknown, old: unknown): boolean {
  if (!isRecord(given) || !isRecord(old)) return false;
  const users = Object.keys(given);
  return users.length === Object.keys(old).length && users.every((user) => isDeepStrictEqual(given[user], old[user]));
}

/** Whom the engine hands back as check wrote them, and who counted then, with the entries that the old inputs have beside. */
function handedBack(
  { listingForm }: Kind,
  given: unknown,
  olds: Props,
): Omit<ListedUsers, "duplicates"> & { readonly duplicates?: undefined } {
  return { ...decodeEntries(listingForm.shape, given, olds["schedule"]), ...decodeNextChange(olds) };
}

/**
 * Reads the arguments of a resource: `news` as the program gives them, `olds` as check gave them last time. Entries count
 * or not as of `moment`, in milliseconds since 1970. `ignores`: whether the program ignores changes of its users. A list
 * that comes back as a map tells that by itself.
 */
export function parseInputs(kind: Kind, news: Props, olds: Props, moment: number, ignores: boolean = false): Parsed {
  const args = asWritten(kind, news, olds);
  const failures = Object.entries(args).flatMap(([name, value]) => failuresOfArgument(kind, name, value, olds[name]));
  for (const [name, { required }] of kind.arguments) {
    if (required && !(name in args))
      failures.push({ property: name, reason: `${name} is required and was not given.` });
  }
  const given = news[kind.listing];
  const ignored = (ignores || !kind.listingForm.saysValues) && isHandedBack(given, olds[kind.listing]);
  const { duplicates, ...listed } = ignored
    ? { ...handedBack(kind, given, olds), ignored }
    : readListing(kind.listingForm.shape, args[kind.listing], moment);
  if (duplicates) failures.push(...failuresOfDuplicates(kind, args[kind.listing], duplicates));
  const declaration: Declaration = {
    ...parseSettings(args),
    ...listed,
    unknowns: Object.keys(args).filter((name) => includesValue(args[name], UNKNOWN)),
  };
  return { declaration, failures };
}
