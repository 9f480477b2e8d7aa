import type { Holding } from "../../model/holding";
import { parseMoment } from "../../model/moment";
import type { UserKey } from "../../model/userKey";
import type { UserReading } from "../../model/userReading";
import { ACTIONS } from "../../plan/actions";
import type { Ledger } from "../../plan/ledger";
import { settle } from "../../plan/settle";
import type { Work } from "../context";
import type { Kind } from "../kind";
import type { Prepared } from "../prepare";
import type { ScheduledEntry } from "./schedule";

/** What becomes of a user once the entry ends. */
export interface Ending {
  /** Whether the user stays as the entry had it: nothing but the entry ends then. */
  readonly stays: boolean;
  /** What a reader has to know beside that; undefined: it goes without saying. */
  readonly outcome?: string;
}

/** Tells what becomes of a user once the entry ends. */
export type EndingOf = (user: UserKey, entry: ScheduledEntry) => Ending;

/** Tells what a reader has to know of the beginning of an entry; undefined: nothing. */
export type BeginningOf = (user: UserKey, entry: ScheduledEntry) => string | undefined;

/** What is known of users once a run is done, and of whom it is not known whether they were found as declared. */
interface Then {
  readonly ledger: Ledger;
  readonly open: ReadonlySet<UserKey>;
}

/** Without a plan that looked at the account the state says it: of whom it does not have, nobody knows. */
function thenOf({ kind, state, declaration }: Work, prepared: Prepared | undefined): Then {
  if (prepared?.reading.type !== "found") return { ledger: state.ledger, open: new Set() };
  const { plan, team, handedOver } = prepared;
  const ledger = settle({
    ledger: state.ledger,
    plan,
    desired: declaration.desired,
    endingOf: () => "done",
    team,
    rules: kind.rules,
    handedOver,
  });
  const open = plan.verdicts.filter((verdict) => verdict.type === "asDeclared" && verdict.origin === "open");
  return { ledger, open: new Set(open.map(({ user }) => user)) };
}

/** Whether another resource of the program lists the user at the moment at which an entry begins or ends. */
function isListedThen({ kind, session, declaration, urn }: Work, names: readonly string[], when: string): boolean {
  const moment = parseMoment(when);
  if (moment === undefined) return false;
  const listers = session.programClaims.listers(kind.resource, declaration.accountId, { names, moment });
  return listers.some((lister) => urn === undefined || !lister.is(urn));
}

/** All names that a user is known by. */
function namesOf(user: UserKey, holding: Holding | undefined): string[] {
  const { userId, email } = holding ?? {};
  return [user, ...(userId === undefined ? [] : [userId]), ...(email === undefined ? [] : [email.toLowerCase()])];
}

/** The end of an entry that changes nobody. */
function staying({ endings }: Kind, value: string, why: string): Ending {
  return { stays: true, outcome: `who ${endings.stays(value)}: ${why}` };
}

/** The end of an entry whose user another resource lists by then: with what license is not known here. */
function listedThen(kind: Kind, value: string): Ending {
  if (kind.listingForm.saysValues) return { stays: false, outcome: "then what another resource lists the user with" };
  return staying(kind, value, "another resource lists the user then");
}

/** The end of an entry with which the user gets something else. */
function changing({ rules }: Kind, to: string, team: boolean): Ending {
  const { tellsValues, foretold } = ACTIONS[rules.actionFor(to, team)];
  const outcome = tellsValues ? `then ${to}` : foretold;
  return outcome === undefined ? { stays: false } : { stays: false, outcome };
}

/** What `onRemoval` does to a user of whom this much is known; undefined: nothing is. */
function endingBy(
  kind: Kind,
  onRemoval: string,
  { value, holding, team }: { readonly value: string; readonly holding: Holding | undefined; readonly team: boolean },
): Ending {
  const { rules, endings } = kind;
  const restores = onRemoval === "restore";
  if (restores && holding === undefined) return { stays: false, outcome: `unless the user ${endings.had} before` };
  // But under "restore" it is the same for everybody, whatever was before.
  const to = rules.targetOnRemoval({ ...(holding ?? { userId: "" }), value }, onRemoval);
  if (to !== undefined && to !== value) return changing(kind, to, team);
  if (!restores) return staying(kind, value, `onRemoval is "${onRemoval}"`);
  const before = holding?.before;
  if (before === undefined) return staying(kind, value, `${endings.had} when first looked at`);
  return staying(kind, value, before === value ? `${endings.had} before` : "what was before can't be given back");
}

/**
 * Foretells what the end of an entry does to each user, by the program as it stands and by what is known of the user once this run
 * is done: `prepared` is its plan, where there is one.
 */
export function endingsOf(work: Work, prepared: Prepared | undefined): EndingOf {
  const { kind, declaration, state } = work;
  const { onRemoval, exclusive, desired, unknowns } = declaration;
  const team = prepared?.team ?? state.team;
  const { ledger, open } = thenOf(work, prepared);
  if (unknowns.includes("onRemoval") || unknowns.includes("exclusive")) return () => ({ stays: true });
  const everybody = exclusive ? kind.rules.exclusive?.to : undefined;
  return (user, { value, until = "" }) => {
    const holding = desired.has(user) && !open.has(user) ? ledger.holdings.get(user) : undefined;
    if (isListedThen(work, namesOf(user, holding), until)) return listedThen(kind, value);
    return everybody === undefined
      ? endingBy(kind, onRemoval, { value, holding, team })
      : changing(kind, everybody, team);
  };
}

/** What is known of users in the account: from the plan's reading, or from the state alone. */
async function lookBy(
  { session, state, declaration }: Work,
  prepared: Prepared | undefined,
): Promise<(user: UserKey) => UserReading["type"]> {
  const isHeld = (user: UserKey): boolean => state.ledger.holdings.has(user);
  if (prepared?.reading.type !== "found") return (user) => (isHeld(user) ? "found" : "unasked");
  const reader = await session.reader(declaration.accountId);
  return (user) => {
    const { type } = reader.observe(user);
    return type === "unasked" && isHeld(user) ? "found" : type;
  };
}

/**
 * Foretells of which entries the user is still listed by another resource when they begin: what is two at once is refused only then. Nobody is
 * looked up for an entry that begins later, so that it is said of whom it is not known whether there is such a user.
 */
export async function beginningsOf(work: Work, prepared: Prepared | undefined): Promise<BeginningOf> {
  const look = await lookBy(work, prepared);
  return (user, { from = "" }) => {
    if (isListedThen(work, [user], from)) return "whom another resource still lists then: let that one end by then";
    return { found: undefined, absent: "who is not in the account", unasked: "if in the account by then" }[look(user)];
  };
}
