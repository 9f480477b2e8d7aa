import * as v from "valibot";
import { listNames, shorten } from "../model/names";
import { SUSPENDED } from "../model/standing";
import { UNKNOWN } from "../model/unknown";
import { toUserKey, type UserKey } from "../model/userKey";
import { DEFAULTS, type Declaration } from "./declaration";
import type { Kind } from "./kind";
import { REQUIRED, SCHEMAS } from "./schemas";

/** The argument in which a resource passes its own URN; not for programs. */
export const URN_ARGUMENT = "__urn";

/** The argument in which a resource passes the names of those that are secret; not for programs. */
export const SECRETS_ARGUMENT = "__secrets";

/** The names in a `SECRETS_ARGUMENT`. */
export function readSecretArguments(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
}

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

function isRecord(value: unknown): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function failuresOfArgument(kind: Kind, name: string, value: unknown): InputFailure[] {
  const schemas = SCHEMAS[kind.resource];
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  if (!schema) {
    const known = Object.keys(schemas).sort().join(", ");
    return [{ property: name, reason: `${shorten(name)} is not an argument of ${kind.resource}. It has: ${known}.` }];
  }
  if (value === UNKNOWN) return [];
  const result = v.safeParse(schema, value);
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

/**
 * Takes apart what the engine gives back of our own inputs: `ignoreChanges` and `pulumi import` hand in the map
 * that check made of the list. Entries that stand in the old inputs are as they are; others must be ours.
 */
function listFromMap(value: unknown, old: unknown, mark: string): unknown {
  if (!isRecord(value)) return value;
  const before = isRecord(old) ? old : {};
  const entries = Object.entries(value);
  const ours = entries.length > 0 || (isRecord(old) && Object.keys(old).length === 0);
  return ours && entries.every(([key, entry]) => entry === mark || entry === before[key]) ? Object.keys(value) : value;
}

/** The arguments as a program would have written them. */
function asWritten(kind: Kind, news: Props, olds: Props): Record<string, unknown> {
  const args = Object.fromEntries(
    Object.entries(news).filter(([name, value]) => !name.startsWith("__") && value !== undefined && value !== null),
  );
  if (kind.listing === "users") args["users"] = listFromMap(args["users"], olds["users"], SUSPENDED);
  if ("protectedUsers" in args) {
    args["protectedUsers"] = listFromMap(args["protectedUsers"], olds["protectedUsers"], "protected");
  }
  if (args["users"] === undefined) delete args["users"];
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

/** A checked value, or the default where it is absent, wrong or not known yet. */
function settingOf<T>(args: Props, name: string, fallback: T): T {
  const value = args[name];
  return value === undefined || value === UNKNOWN ? fallback : (value as T);
}

/** Reads the arguments of a resource: `news` as the program gives them, `olds` as check gave them last time. */
export function parseInputs(kind: Kind, news: Props, olds: Props): Parsed {
  const args = asWritten(kind, news, olds);
  const oldListing = isRecord(olds[kind.listing]) ? (olds[kind.listing] as Props) : {};
  const failures: InputFailure[] = Object.entries(args).flatMap(([name, value]) =>
    failuresOfArgument(kind, name, name === "licenses" ? withoutKept(value, oldListing) : value),
  );
  for (const name of REQUIRED[kind.resource]) {
    if (!(name in args)) failures.push({ property: name, reason: `${name} is required and was not given.` });
  }
  const listing = readListing(kind, args[kind.listing]);
  const protectedList = settingOf<unknown[]>(args, "protectedUsers", []);
  const names = (Array.isArray(protectedList) ? protectedList : []).filter((user) => typeof user === "string");
  const protectedUsers = new Set(names.map((user) => toUserKey(user)));
  failures.push(...listing.failures);
  const urn = news[URN_ARGUMENT];
  const maxChanges = settingOf<number | string | undefined>(args, "maxChanges", undefined);
  const declaration: Declaration = {
    accountId: settingOf(args, "accountId", ""),
    desired: listing.desired,
    unknownUsers: listing.unknownUsers,
    unknowns: Object.keys(args).filter((name) => isUnknownWithin(args[name])),
    exclusive: settingOf(args, "exclusive", DEFAULTS.exclusive),
    onRemoval: settingOf(args, "onRemoval", DEFAULTS.onRemoval),
    protectedUsers,
    ...(maxChanges === undefined ? {} : { maxChanges }),
    missingUsers: settingOf<"fail" | "warn">(args, "missingUsers", DEFAULTS.missingUsers),
    teamAccount: settingOf<"refuse" | "disassociate">(args, "teamAccount", DEFAULTS.teamAccount),
    secretArguments: readSecretArguments(news[SECRETS_ARGUMENT]),
    ...(typeof urn === "string" ? { urn } : {}),
  };
  return { declaration, failures };
}

/** Leaves out what a refresh put into the old inputs and `ignoreChanges` hands back: it need not be a license. */
function withoutKept(value: unknown, old: Props): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key, license]) => license !== old[key]));
}
