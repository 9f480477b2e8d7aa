import { InputError } from "../errors/inputError";
import type { Holding } from "../model/holding";
import { PREEXISTING } from "../model/standing";
import { UNKNOWN } from "../model/unknown";
import { readFailures, type UserFailure } from "../model/userFailure";
import type { Ledger } from "../plan/ledger";
import { recordOf } from "./arguments/record";
import { decodeSettings, encodeSettings } from "./arguments/settings";
import type { Declaration } from "./declaration";
import type { Kind } from "./kind";
import type { Replaced } from "./replaced";
import { decodeTimes, encodeTimes } from "./schedule/schedule";

/** Plain JSON, the only thing that goes into state. */
export type Props = Record<string, unknown>;

/** The state's format. A later format has a later number and still reads this one. */
const STATE_VERSION = 1;

/** What a resource's state says: the declaration that was applied last, and what is kept of each user. */
export interface State {
  /** As declared last; its `desired` is what the account had then (see `currentOf`). */
  readonly declaration: Omit<Declaration, "desired" | "unknownUsers" | "unknowns">;
  readonly ledger: Ledger;
  readonly failures: readonly UserFailure[];
  /** How many users the account had when it was last read whole: tells which way of reading is cheaper. */
  readonly accountUsers: number | undefined;
  /** Whether it was a Team account when it was last looked at: for plans that have to do without looking. */
  readonly team: boolean;
  /** What was kept on other accounts and may not have been let go yet; of a state with failures alone. */
  readonly replaced: readonly Replaced[];
}

/** The declaration as it stands in inputs and state, without its users. */
function encodeDeclaration(
  { listingForm }: Kind,
  declaration: State["declaration"],
  isUnknown?: (name: string) => boolean,
): Props {
  return { ...encodeSettings(declaration, isUnknown), ...encodeTimes(listingForm.shape, declaration) };
}

function decodeDeclaration({ listingForm }: Kind, props: Readonly<Record<string, unknown>>): State["declaration"] {
  return { ...decodeSettings(props), ...decodeTimes(listingForm.shape, props) };
}

function mapOf(entries: Iterable<readonly [string, unknown]>): Props {
  return Object.fromEntries(entries);
}

/** The checked inputs: users as a map, so that Pulumi's diff names the user and not a position in a list. */
export function encodeInputs(kind: Kind, declaration: Declaration): Props {
  const unknown = new Set(declaration.unknowns);
  const settings = encodeDeclaration(kind, declaration, (name) => unknown.has(name));
  const unknownUsers = declaration.unknownUsers.map((key): [string, unknown] => [key, UNKNOWN]);
  if (unknown.has(kind.listing) && unknownUsers.length === 0) return { ...settings, [kind.listing]: UNKNOWN };
  const { desired } = declaration;
  return { ...settings, [kind.listing]: mapOf(unknownUsers.length === 0 ? desired : [...desired, ...unknownUsers]) };
}

/** Reads what `encodeInputs` wrote: inputs as check, or a refresh, left them. */
export function decodeInputs(kind: Kind, inputs: Readonly<Record<string, unknown>>): Declaration {
  const entries = recordOf(inputs[kind.listing]);
  const desired = stringMap(entries);
  const unknownUsers = Object.keys(entries).filter((key) => entries[key] === UNKNOWN);
  for (const key of unknownUsers) desired.delete(key);
  const unknowns = Object.keys(inputs).filter((name) => inputs[name] === UNKNOWN);
  if (unknownUsers.length > 0) unknowns.push(kind.listing);
  return {
    ...decodeDeclaration(kind, inputs),
    desired,
    unknownUsers,
    unknowns,
  };
}

/** Users grouped by what they are kept at and what they had before: the ID alone is stored for each. */
function encodeHoldings(holdings: ReadonlyMap<string, Holding>): Props {
  const groups = new Map<string, Map<string, Map<string, string>>>();
  for (const [key, { userId, value, before = PREEXISTING }] of holdings) {
    const byBefore = groups.get(value) ?? new Map<string, Map<string, string>>();
    const users = byBefore.get(before) ?? new Map<string, string>();
    groups.set(value, byBefore.set(before, users.set(key, encodeId(key, userId))));
  }
  return mapOf([...groups].map(([value, byBefore]) => [value, mapOf([...byBefore].map(encodeGroup))]));
}

function encodeGroup([before, users]: readonly [string, Map<string, string>]): [string, Props] {
  return [before, mapOf(users)];
}

/** An ID that is the program's own name for the user is not written twice. */
function encodeId(key: string, userId: string): string {
  return userId === key ? "" : userId;
}

function decodeGroups(holdings: unknown, emails: ReadonlyMap<string, string>): Map<string, Holding> {
  const decoded = new Map<string, Holding>();
  const decodeGroup = (group: Omit<Holding, "userId">, users: Readonly<Record<string, unknown>>): void => {
    for (const key of Object.keys(users)) {
      const userId = String(users[key] || key);
      const email = emails.get(key);
      decoded.set(key, email ? { ...group, userId, email } : { ...group, userId });
    }
  };
  for (const [value, byBefore] of Object.entries(recordOf(holdings))) {
    for (const [before, users] of Object.entries(recordOf(byBefore))) {
      decodeGroup(before === PREEXISTING ? { value } : { value, before }, recordOf(users));
    }
  }
  return decoded;
}

function unlessEmpty(name: string, map: ReadonlyMap<string, string>): Props {
  return map.size === 0 ? {} : { [name]: mapOf(map) };
}

function always(name: string, map: ReadonlyMap<string, string>): Props {
  return { [name]: mapOf(map) };
}

/** The holdings, and beside them what few of them have. */
function encodeHeld(holdings: ReadonlyMap<string, Holding>, encodeMap: typeof unlessEmpty): Props {
  const addresses = new Map<string, string>();
  const attempted = new Map<string, string>();
  for (const [key, holding] of holdings) {
    if (holding.email) addresses.set(key, holding.email);
    if (holding.attempted !== undefined) attempted.set(key, holding.attempted);
  }
  return {
    holdings: encodeHoldings(holdings),
    ...encodeMap("attempted", attempted),
    ...encodeMap("addresses", addresses),
  };
}

function decodeHeld(props: Readonly<Record<string, unknown>>): Map<string, Holding> {
  const holdings = decodeGroups(props["holdings"], stringMap(props["addresses"]));
  for (const [key, attempted] of stringMap(props["attempted"])) {
    const holding = holdings.get(key);
    if (holding) holdings.set(key, { ...holding, attempted });
  }
  return holdings;
}

/**
 * What was kept on other accounts: each with its holdings as a state has them. Optional in both formats of the state: one without
 * it has nothing of that.
 */
export function encodeReplaced(replaced: readonly Replaced[]): Props[] {
  return replaced.map(({ accountId, onRemoval, ledger, team }) => ({
    accountId,
    onRemoval,
    ...encodeHeld(ledger.holdings, unlessEmpty),
    ...unlessEmpty("drifted", ledger.drifted),
    ...(team ? { team: true } : {}),
  }));
}

/** Reads what `encodeReplaced` wrote. */
export function decodeReplaced(stored: unknown): Replaced[] {
  return Object.values(recordOf(stored)).map((one) => {
    const props = recordOf(one);
    const { accountId, onRemoval, team } = props;
    const ledger = { holdings: decodeHeld(props), drifted: stringMap(props["drifted"]) };
    return { accountId: String(accountId), onRemoval: String(onRemoval), ledger, team: team === true };
  });
}

/**
 * The outputs: everything that a later operation needs, since a dynamic provider is given nothing else. `whole`: what is
 * empty stands there too, since the engine warns where an output is not there that is to be secret.
 */
export function encodeState(kind: Kind, state: State, whole = false): Props {
  const { holdings, drifted, missing, others } = state.ledger;
  const encodeMap = whole ? always : unlessEmpty;
  return {
    ...encodeDeclaration(kind, state.declaration),
    stateVersion: STATE_VERSION,
    ...encodeHeld(holdings, encodeMap),
    ...encodeMap("drifted", drifted),
    ...encodeMap("missing", missing),
    ...encodeMap("others", others),
    ...(state.replaced.length === 0 ? {} : { replaced: encodeReplaced(state.replaced) }),
    ...(state.accountUsers === undefined ? {} : { accountUsers: state.accountUsers }),
    ...(state.team ? { team: true } : {}),
    failures: state.failures.map((failure) => ({ ...failure })),
  };
}

/** A map of texts, as it stands in props. */
export function stringMap(value: unknown): Map<string, string> {
  const record = recordOf(value);
  const map = new Map<string, string>();
  for (const key of Object.keys(record)) map.set(key, String(record[key]));
  return map;
}

/** Reads what `encodeState` wrote. Throws InputError for a state of a later version of this package. */
export function decodeState(kind: Kind, outs: Readonly<Record<string, unknown>>): State {
  const version = outs["stateVersion"];
  if (typeof version === "number" && version > STATE_VERSION) {
    throw new InputError(
      "stateVersion",
      `the state was written by a later version of pulumi-chime-users (format ${version}, this version reads ${STATE_VERSION}). Update the package.`,
    );
  }
  const { accountUsers } = outs;
  return {
    declaration: decodeDeclaration(kind, outs),
    ledger: {
      holdings: decodeHeld(outs),
      drifted: stringMap(outs["drifted"]),
      missing: stringMap(outs["missing"]),
      others: stringMap(outs["others"]),
    },
    failures: readFailures(outs["failures"], outs["failureCauses"]),
    accountUsers: typeof accountUsers === "number" ? accountUsers : undefined,
    team: outs["team"] === true,
    replaced: decodeReplaced(outs["replaced"]),
  };
}

/** The state of a resource that does not exist yet. */
export function emptyState(declaration: Declaration): State {
  const nothing = new Map<string, never>();
  return {
    declaration: { ...declaration, exclusive: false },
    ledger: { holdings: nothing, drifted: nothing, missing: nothing, others: nothing },
    failures: [],
    accountUsers: undefined,
    team: false,
    replaced: [],
  };
}

/** The value under which a user outside an exclusive set shows in the inputs after a refresh. */
export function othersValue(kind: Kind): string | undefined {
  return kind.rules.exclusive?.from;
}
