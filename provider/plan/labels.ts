import type { ResourceName } from "../model/resourceName";
import { ACTION_NAMES, ACTIONS, type Action, removes } from "./actions";
import type { Cause, CauseName } from "./cause";
import type { Claimant } from "./planRequest";
import type { Change, UntouchedReason } from "./verdict";

/** What becomes of a user, as far as a reader counts: one of the changes, or why there is none. */
export type Effect = Action | "untouched" | "gone" | "missing" | "unchanged";

/** Whether an effect is a change, and not a reason for none. */
export function isChange(effect: Effect): effect is Action {
  return (ACTION_NAMES as readonly Effect[]).includes(effect);
}

/** What a label says of the users below it. */
export interface Meaning {
  readonly effect: Effect;
  /** Why they are changed; absent where they are not. */
  readonly cause?: CauseName;
  /** The value that they get, where the label tells it. */
  readonly to?: string;
  /** Up to when their entries counted, or from when they will, where the label tells it. */
  readonly moment?: string;
  /** Whether they were found as declared, and count as made so here from now on. */
  readonly takenOver?: true;
}

/** How a label says why users are changed, in the order in which a reader is told. */
const CAUSES: Readonly<Record<CauseName, string>> = {
  listed: "",
  drifted: ", changed outside this stack since",
  failed: ", failed last time",
  moved: ", moves here from ",
  leaving: ", no longer listed",
  deleted: ", the resource is deleted",
  ended: ", their time is over",
  ahead: ", their time has not begun",
  returned: ", goes back to ",
  exclusive: ", suspended but not listed (exclusive)",
};

/** Of whom `onRemoval` alone would let be: who reads of such a user asks why. */
const BY_EXCLUSIVE = " (exclusive)";

/** The causes in the order in which a reader is told of them. */
export const CAUSE_NAMES = Object.keys(CAUSES) as readonly CauseName[];

const REMOVED = " (on a Team account that removes them until they accept a new invitation)";

/** How a label says why users are not changed, with what it says becomes of them. */
const UNTOUCHED: Readonly<Record<UntouchedReason, string>> = {
  retained: "not changed, as onRemoval says",
  preexisting: "not changed on leaving: already like this when first looked at (see onRemoval)",
  changedSince: "not changed: they are not as this resource has left them",
  alreadyBack: "not changed: they have already what there was before",
  alreadyGiven: "not changed: they are already as onRemoval says",
  alreadySo: "not changed: they have already what onRemoval says",
  protected: "not changed: protected",
  notRestorable: "not changed: what they had before can't be given back",
};

const MOVES_HERE = ", moves here from ";
const MOVES_TO = "moves to ";
/** Says what is to come, too: whoever reads of a state alone takes the users for changed by nobody. */
const LEFT_TO = [
  "not changed here: left to ",
  ", which has them in its state: it lets them go, in this run or a later one, unless it lists them by then",
] as const;
const ANOTHER = "another resource";
/** Stands behind a resource of the same name as the one that speaks (see `describeOther`). */
const PLACE = " \\((?:in [^()]+|native provider|dynamic resource)\\)";

function withoutPlace(resource: string): string {
  return resource.replace(new RegExp(`${PLACE}$`), "");
}

/** Said where the engine asks about the resource that a user moves to only once the other one is done. */
const LET_GO_FIRST = ", which lets go of them first: the program declares this one only after that";

/** Says where a user goes who leaves. */
export function labelOfMove({ name }: Claimant): string {
  return name === undefined
    ? "stays with the resource that takes the place of this one"
    : `${MOVES_TO}${name || ANOTHER}`;
}

/** Says which resource lets a user go who leaves. */
export function labelOfLeaving({ name }: Claimant): string {
  return `${LEFT_TO[0]}${name || ANOTHER}${LEFT_TO[1]}`;
}

/** The resource that a label says users go to: `UserSuspensionSet "b"`; undefined for any other label. */
export function destinationOf(label: string): string | undefined {
  return label.startsWith(MOVES_TO) ? withoutPlace(label.slice(MOVES_TO.length)) : undefined;
}

/** The resource that a label says users are left to: `UserSuspensionSet "b"`; undefined for any other label. */
export function keeperIn(label: string): string | undefined {
  const [before, after] = LEFT_TO;
  if (!label.startsWith(before) || !label.endsWith(after)) return undefined;
  return withoutPlace(label.slice(before.length, -after.length));
}

/** The resource that a label says users come from: `UserSuspensionSet "a"`; undefined for any other label, and where it lets go of them first. */
export function originIn(label: string): string | undefined {
  const [, origin] = label.includes(LET_GO_FIRST) ? [] : label.split(MOVES_HERE);
  return /^\w+ ".*?"(?=$|;|, changed outside| \()/s.exec(origin ?? "")?.[0];
}

const GONE = "gone from the account, nothing to undo";
const MISSING = "not in the account";

/** How a kind calls listed users that are as declared. */
export interface UnchangedLabels {
  readonly unchanged: string;
  /** Those who were never changed, and under `restore` stay as they are when they leave. */
  readonly preexisting: string;
}

/** How listed users are called that are as declared, for each kind. */
export const UNCHANGED: Readonly<Record<ResourceName, UnchangedLabels>> = {
  UserSuspensionSet: {
    unchanged: "already suspended",
    // Not "before this stack": what a killed run of this very stack has done is found so, too.
    preexisting: "already suspended when first looked at; stay so when they leave the set (see onRemoval)",
  },
  UserLicenseAssignment: {
    unchanged: "license already as declared",
    preexisting: "license already as declared when first looked at; stays when they leave the list (see onRemoval)",
  },
};

/** What the deletion of an exclusive set is not going to take back. */
export const LETS_IN = "Whom this exclusive set lets in, it does not suspend again when it is destroyed.";

/** What a deletion of an exclusive set does not take back. */
export const LET_IN = "Whom this exclusive set has let in, it does not suspend again.";

/** The labels that always read the same; those of changes are made of their parts. */
export const LABELS: {
  readonly untouched: Readonly<Record<UntouchedReason, string>>;
  readonly gone: string;
  readonly missing: string;
} = { untouched: UNTOUCHED, gone: GONE, missing: MISSING };

function beginningOf(action: Action, cause: CauseName): string {
  const { verb, verbAgain } = ACTIONS[action];
  return cause === "drifted" ? verbAgain : verb;
}

/** How it is said of an entry up to when it counted, or from when it will. */
const MOMENTS: Readonly<Partial<Record<CauseName, (moment: string) => string>>> = {
  ended: (moment) => `, until ${moment} has passed`,
  ahead: (moment) => `, listed only from ${moment} on`,
};

/** Says from where a user comes. */
function sayMoved({ from, isReleased, isDrifted }: Extract<Cause, { why: "moved" }>): string {
  const how = isReleased ? LET_GO_FIRST : isDrifted ? CAUSES.drifted : "";
  return `${CAUSES.moved}${from ?? ANOTHER}${how}`;
}

/** Says why, and when where that is no secret. */
function sayCause(cause: Cause): string {
  if (cause.why === "moved") return sayMoved(cause);
  if (cause.why === "returned") return `${CAUSES.returned}${cause.to ?? ANOTHER}`;
  if (cause.why === "leaving" && cause.isExclusive) return `${CAUSES.leaving}${BY_EXCLUSIVE}`;
  const moment = "moment" in cause ? cause.moment : undefined;
  return (moment === undefined ? undefined : MOMENTS[cause.why]?.(moment)) ?? CAUSES[cause.why];
}

/** Says how users are called who are as declared and come from another resource. */
export function labelOfArrival({ unchanged }: UnchangedLabels, from: string): string {
  return `${unchanged}${MOVES_HERE}${from}`;
}

/** Says what a change does, and why. */
export function labelOf(
  {
    action,
    from,
    assumed,
    to,
    cause,
    leavingGives,
  }: Pick<Change, "action" | "from" | "assumed" | "to" | "cause" | "leavingGives">,
  team: boolean,
): string {
  const values = ACTIONS[action].tellsValues ? ` ${from ?? assumed ?? "?"} -> ${to}` : "";
  const takenOver = leavingGives === undefined ? "" : (ACTIONS[action].takenOver?.(leavingGives) ?? "");
  const removed = removes(action, team) ? REMOVED : "";
  return `${beginningOf(action, cause.why)}${values}${sayCause(cause)}${takenOver}${removed}`;
}

const literal = (text: string): string => text.replace(/[()]/g, "\\$&");

/** What reads the labels of one action and one cause: the very parts of which `labelOf` makes them. */
function readerOf(action: Action, cause: CauseName): readonly [RegExp, Meaning] {
  const row = ACTIONS[action];
  // A comma, or a semicolon, ends the value: what follows it is the cause.
  const values = row.tellsValues ? " [^,]+ -> (?<to>[^,;]+)" : "";
  const other = `(?:${ANOTHER}|\\w+ ".*?"(?:${PLACE})?)`;
  const from = cause === "moved" ? `${other}(?:${LET_GO_FIRST}|${CAUSES.drifted})?` : cause === "returned" ? other : "";
  const taken = row.takenOver?.("\n");
  const gives = taken === undefined ? "" : `(?<taken>${literal(taken).replace("\n", "[^ ]+")})?`;
  const removed = row.removesFromTeam ? `(?:${literal(REMOVED)})?` : "";
  const withMoment = MOMENTS[cause]?.("(?<moment>\\S+)");
  const plain = `${literal(CAUSES[cause])}${cause === "leaving" ? `(?:${literal(BY_EXCLUSIVE)})?` : ""}`;
  const said = withMoment === undefined ? plain : `(?:${plain}|${withMoment})`;
  const pattern = `^${beginningOf(action, cause)}${values}${said}${from}${gives}${removed}$`;
  return [new RegExp(pattern), { effect: action, cause }];
}

const CHANGES = ACTION_NAMES.flatMap((action) => CAUSE_NAMES.map((cause) => readerOf(action, cause)));

const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...Object.values(UNTOUCHED).map((label) => [label, { effect: "untouched" }] as const),
  ...Object.values(UNCHANGED).flatMap(({ unchanged, preexisting }) =>
    [unchanged, preexisting].map((label) => [label, { effect: "unchanged" }] as const),
  ),
  [labelOfMove({ name: undefined, isPending: false }), { effect: "untouched" }],
  [GONE, { effect: "gone" }],
  [MISSING, { effect: "missing" }],
]);

/** The labels that name another resource. */
const MOVES: readonly (readonly [RegExp, Meaning])[] = [
  [new RegExp(`^${MOVES_TO}(?:${ANOTHER}|\\w+ ".*"(?:${PLACE})?)$`, "s"), { effect: "untouched" }],
  [new RegExp(`^${LEFT_TO[0]}(?:${ANOTHER}|\\w+ ".*"(?:${PLACE})?)${LEFT_TO[1]}$`, "s"), { effect: "untouched" }],
  ...Object.values(UNCHANGED).map(
    ({ unchanged }) =>
      [
        new RegExp(`^${unchanged}${MOVES_HERE}(?:${ANOTHER}|\\w+ ".*"(?:${PLACE})?)$`, "s"),
        { effect: "unchanged" },
      ] as const,
  ),
];

/** What a label means; undefined for what is no label. */
export function readLabel(label: string): Meaning | undefined {
  const unchanged = MEANINGS.get(label);
  if (unchanged) return unchanged;
  for (const [pattern, meaning] of [...MOVES, ...CHANGES]) {
    const found = pattern.exec(label);
    if (!found) continue;
    const { to, moment, taken } = found.groups ?? {};
    return {
      ...meaning,
      ...(to === undefined ? {} : { to }),
      ...(moment === undefined ? {} : { moment }),
      ...(taken === undefined ? {} : { takenOver: true }),
    };
  }
  return undefined;
}
