import { InputError } from "../errors/inputError";
import { UNKNOWN } from "../model/unknown";
import { readFailures, type UserFailure } from "../model/userFailure";
import type { Ledger } from "../plan/ledger";
import { stringMap } from "./arguments/record";
import { decodeSettings, encodeSettings } from "./arguments/settings";
import type { Declaration } from "./declaration";
import type { Kind } from "./kind";
import { markHoldings } from "./schedule/markedHoldings";
import {
  decodeEntries,
  decodeNextChange,
  decodeSchedule,
  encodeBeside,
  encodeEntries,
  encodeSchedule,
} from "./schedule/storedEntries";
import { decodeHeld, encodeHeld, encodeMap } from "./storedHoldings";
import { decodeMoved, encodeMoved, type Moved } from "./storedMoved";
import { decodeReplaced, encodeReplaced, type Replaced } from "./storedReplaced";
import { decodeTimes, encodeTimes } from "./storedTimes";

/** Plain JSON, the only thing that goes into state. */
export type Props = Record<string, unknown>;

/**
 * The state's formats. A later one has a later number, and all before it are still read: the first had a map of objects for entries
 * with a time or a reason. Where there is none the two are the same.
 */
const STATE_VERSIONS = { untimed: 1, timed: 2 } as const;

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
  /** What is kept of users who have moved to other resources of the program. */
  readonly moved: readonly Moved[];
  /**
   * When this resource was made, or last let go of somebody that it had, in milliseconds since 1970: whom it does not have now, it has not
   * had since. Undefined in a state of before this was noted.
   */
  readonly letGoAt: number | undefined;
  /** When it was made: for as long as `letGoAt` says the same, it has let nobody go. Undefined in a state of before this was noted. */
  readonly madeAt: number | undefined;
  /**
   * Whether another resource may have users of this one in its state, too: it had them when they came here, and a run that failed then has not come
   * to it. Whoever leaves this one is looked for there.
   */
  readonly mayShare: boolean;
}

function mapOf(entries: Iterable<readonly [string, unknown]>): Props {
  return Object.fromEntries(entries);
}

/** The checked inputs: users as a map, so that Pulumi's diff names the user and not a position in a list. */
export function encodeInputs({ listing, listingForm }: Kind, declaration: Declaration): Props {
  const unknown = new Set(declaration.unknowns);
  const settings = encodeSettings(declaration, (name) => unknown.has(name));
  const { listing: users, outside } = encodeEntries(listingForm.shape, declaration);
  const beside = encodeBeside(outside, declaration);
  const unknownUsers = declaration.unknownUsers.map((key): [string, unknown] => [key, UNKNOWN]);
  if (unknown.has(listing) && unknownUsers.length === 0) return { ...settings, ...beside, [listing]: UNKNOWN };
  return { ...settings, ...beside, [listing]: mapOf(unknownUsers.length === 0 ? users : [...users, ...unknownUsers]) };
}

/** Reads what `encodeInputs` wrote: inputs as check, or a refresh, left them. */
export function decodeInputs({ listing, listingForm }: Kind, inputs: Readonly<Record<string, unknown>>): Declaration {
  const { desired, schedule, unknownUsers } = decodeEntries(listingForm.shape, inputs[listing], inputs["schedule"]);
  const unknowns = Object.keys(inputs).filter((name) => inputs[name] === UNKNOWN);
  if (unknownUsers.length > 0) unknowns.push(listing);
  return { ...decodeSettings(inputs), ...decodeNextChange(inputs), desired, schedule, unknownUsers, unknowns };
}

/**
 * The outputs: everything that a later operation needs, since a dynamic provider is given nothing else. `whole`: what is
 * empty stands there too, since the engine warns where an output is not there that is to be secret.
 */
export function encodeState({ listingForm }: Kind, state: State, whole = false): Props {
  const { declaration } = state;
  const { holdings, drifted, missing, others } = state.ledger;
  const { byUser, windows, outside } = markHoldings(declaration.schedule, holdings);
  return {
    ...encodeSettings(declaration),
    ...encodeBeside(encodeSchedule(listingForm.shape, outside), declaration),
    ...(byUser.size === 0 ? {} : { windows }),
    stateVersion: declaration.schedule.size === 0 ? STATE_VERSIONS.untimed : STATE_VERSIONS.timed,
    ...encodeHeld(holdings, { marks: byUser, whole }),
    ...encodeMap("drifted", drifted, whole),
    ...encodeMap("missing", missing, whole),
    ...encodeMap("others", others, whole),
    ...encodeMoved(state.moved, whole),
    ...encodeTimes(state),
    ...(state.mayShare ? { mayShare: true } : {}),
    ...(state.replaced.length === 0 ? {} : { replaced: encodeReplaced(state.replaced) }),
    ...(state.accountUsers === undefined ? {} : { accountUsers: state.accountUsers }),
    ...(state.team ? { team: true } : {}),
    failures: state.failures.map((failure) => ({ ...failure })),
  };
}

/** Reads what `encodeState` wrote. Throws InputError for a state of a later version of this package. */
export function decodeState({ listingForm }: Kind, outs: Readonly<Record<string, unknown>>): State {
  const version = outs["stateVersion"];
  if (typeof version === "number" && version > STATE_VERSIONS.timed) {
    throw new InputError(
      "stateVersion",
      `the state was written by a later version of pulumi-chime-users (format ${version}, this version reads ${STATE_VERSIONS.timed}). Update the package.`,
    );
  }
  const { accountUsers } = outs;
  const { holdings, schedule } = decodeHeld(outs);
  for (const [key, entry] of decodeSchedule(listingForm.shape, outs["schedule"])) schedule.set(key, entry);
  return {
    declaration: { ...decodeSettings(outs), ...decodeNextChange(outs), schedule },
    ledger: {
      holdings,
      drifted: stringMap(outs["drifted"]),
      missing: stringMap(outs["missing"]),
      others: stringMap(outs["others"]),
    },
    failures: readFailures(outs["failures"], outs["failureCauses"]),
    accountUsers: typeof accountUsers === "number" ? accountUsers : undefined,
    team: outs["team"] === true,
    replaced: decodeReplaced(outs["replaced"]),
    moved: decodeMoved(outs["moved"]),
    ...decodeTimes(outs),
    mayShare: outs["mayShare"] === true,
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
    moved: [],
    letGoAt: undefined,
    madeAt: undefined,
    mayShare: false,
  };
}

/** The state of a resource that is about to be made: what one of the same name has done before is not known of it. */
export function newState(declaration: Declaration, now: number): State {
  return { ...emptyState(declaration), letGoAt: now, madeAt: now };
}

/** The value under which a user outside an exclusive set shows in the inputs after a refresh. */
export function othersValue(kind: Kind): string | undefined {
  return kind.rules.exclusive?.from;
}
