import type { Holding } from "../model/holding";
import { isEmailAddress, type UserKey } from "../model/userKey";
import { membershipOf } from "./cause";
import { type HandedOver, withBefore } from "./handedOver";
import { indexHoldings } from "./holdingIndex";
import { DraftLedger, type Ledger, type LedgerEntry } from "./ledger";
import { holdingSeen } from "./ownership";
import type { Plan } from "./plan";
import type { KindRules } from "./rules";
import type { AsDeclared, Change, Verdict } from "./verdict";

/** How a change ended. Where no answer came it may be done all the same. */
export type Ending = "done" | "failed" | "unanswered";

/** What a plan is carried over from and with. */
export interface Settlement {
  readonly ledger: Ledger;
  readonly plan: Plan;
  readonly desired: ReadonlyMap<UserKey, string>;
  endingOf(change: Change): Ending;
  readonly team: boolean;
  readonly rules: KindRules;
  /** What other resources of the program keep of users, by user ID. */
  readonly handedOver: ReadonlyMap<string, HandedOver>;
}

/** A settlement with what is looked up for each of its users. */
interface Work extends Settlement {
  /** What is known of users by ID. */
  readonly priors: ReadonlyMap<string, Holding>;
  /** Under which name the state has a person, whatever the program calls that person now. */
  readonly keyById: ReadonlyMap<string, UserKey>;
}

const NOTHING: LedgerEntry = {};

function priorOf({ ledger, priors }: Work, { user, userId }: Change | AsDeclared): Holding | undefined {
  return ledger.holdings.get(user) ?? priors.get(userId);
}

/** On a Team account the address is kept with the user where the program's name is none: an invitation goes there. */
function withEmail(holding: Holding, key: UserKey, email: string | undefined, team: boolean): Holding {
  const { email: _, ...known } = holding;
  if (holding.email === key) return known;
  return team && email && email !== key ? { ...holding, email } : holding;
}

/** The first value that this resource replaced is the one to restore; a user it never changed has none yet. */
function holdingWritten({ team }: Work, change: Change, prior: Holding | undefined): Holding {
  const { user, userId, from, to, email } = change;
  return withEmail({ userId, value: to, before: prior?.before ?? from ?? to }, user, email, team);
}

/** The address that a user was known by: the recorded one, or the name in the program. */
function addressBefore(key: UserKey | undefined, prior: Holding | undefined): string | undefined {
  return prior?.email ?? (key !== undefined && isEmailAddress(key) ? key : undefined);
}

function settleAsDeclared(work: Work, verdict: AsDeclared): LedgerEntry {
  const { ledger, keyById } = work;
  const { user, userId } = verdict;
  const prior = priorOf(work, verdict);
  const known = keyById.get(userId);
  const wasDrifted = ledger.drifted.has(user) || (known !== undefined && ledger.drifted.has(known));
  const sighting = { userId, value: work.desired.get(user) ?? "", wasDrifted };
  const holding = holdingSeen(prior, sighting, work.rules);
  return { holding: withEmail(holding, user, addressBefore(known, prior), work.team) };
}

function settleListed(work: Work, change: Change): LedgerEntry {
  const prior = priorOf(work, change);
  const drifted = change.from ?? work.ledger.drifted.get(change.user);
  switch (work.endingOf(change)) {
    case "done":
      return { holding: holdingWritten(work, change, prior) };
    case "failed":
      // Under another name than before the user is still the same, and so is what the user had before.
      return { holding: prior, drifted };
    case "unanswered": {
      // What the user had before is lost otherwise, should the write turn out to be done.
      const written = holdingWritten(work, change, prior);
      return { holding: { ...written, value: prior?.value ?? change.to, attempted: change.to }, drifted };
    }
  }
}

function settleChange(work: Work, change: Change): LedgerEntry {
  const { user, userId, cause } = change;
  const isDone = work.endingOf(change) === "done";
  switch (membershipOf(cause)) {
    case "listed":
      return settleListed(work, change);
    case "leaving":
      return isDone ? NOTHING : { holding: work.ledger.holdings.get(user), drifted: work.ledger.drifted.get(user) };
    case "outsider":
      return isDone ? NOTHING : { other: userId };
  }
}

/** What the ledger says of a user once the verdict on the user is carried out; nothing of those who have left. */
function entryAfter(work: Work, verdict: Verdict): LedgerEntry {
  switch (verdict.type) {
    case "change":
      return settleChange(work, verdict);
    case "asDeclared":
      return settleAsDeclared(work, verdict);
    case "missing":
      return { missing: work.desired.get(verdict.user) ?? "" };
    case "gone":
    case "untouched":
    case "leftTo":
    case "moves":
      return NOTHING;
  }
}

/** What stands of the ledger: listed users about whom a plan says nothing are as before. */
function startingFrom({ ledger, desired }: Settlement): DraftLedger {
  const draft = new DraftLedger();
  for (const [key, holding] of ledger.holdings) if (desired.has(key)) draft.holdings.set(key, holding);
  for (const [key, value] of ledger.drifted) if (desired.has(key)) draft.drifted.set(key, value);
  for (const [key, value] of ledger.missing) if (desired.has(key)) draft.missing.set(key, value);
  return draft;
}

/** The ledger after a plan was carried out: what was done is in it, what failed stands as before. */
export function settle(settlement: Settlement): Ledger {
  const { plan, handedOver } = settlement;
  const ledger = { ...settlement.ledger, holdings: withBefore(settlement.ledger.holdings, handedOver) };
  const own = indexHoldings(ledger.holdings);
  const keyById = new Map<string, UserKey>();
  for (const [key, { userId }] of ledger.holdings) keyById.set(userId, key);
  const handed = [...handedOver].map(([name, { holding }]) => [name, holding] as const);
  const priors = handed.length === 0 ? own : new Map([...handed, ...own]);
  const work: Work = { ...settlement, ledger, priors, keyById };
  const after = startingFrom(work);
  for (const verdict of plan.verdicts) after.put(verdict.user, entryAfter(work, verdict));
  return after;
}
