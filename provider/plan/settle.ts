import type { Holding } from "../model/holding";
import type { UserKey } from "../model/userKey";
import type { Plan, Step } from "./plan";
import { indexHoldings } from "./planUsers";

/** The part of the state that says what the resource keeps of each user. */
export interface Ledger {
  readonly holdings: ReadonlyMap<UserKey, Holding>;
  /** Users seen by the last refresh, or left by a failure, with something else than declared. */
  readonly drifted: ReadonlyMap<UserKey, string>;
  /** Listed users that the account does not have, with what they would get. */
  readonly missing: ReadonlyMap<UserKey, string>;
  /** Users outside the set whom `exclusive` has still to change: label and user ID. */
  readonly others: ReadonlyMap<UserKey, string>;
}

/** A ledger that is being written. */
interface DraftLedger {
  readonly holdings: Map<UserKey, Holding>;
  readonly drifted: Map<UserKey, string>;
  readonly missing: Map<UserKey, string>;
  readonly others: Map<UserKey, string>;
}

function withEmail(holding: Omit<Holding, "email">, key: UserKey, email: string | undefined, team: boolean): Holding {
  return team && email && email !== key ? { ...holding, email } : holding;
}

/** The first value that this resource replaced is the one to restore; a user it never changed has none yet. */
function holdingAfterWrite(step: Step, prior: Holding | undefined, team: boolean): Holding {
  const before = prior?.before ?? step.from ?? step.to;
  return withEmail({ userId: step.userId, value: step.to, before }, step.user, step.email, team);
}

function holdingFound(userId: string, value: string, prior: Holding | undefined): Holding {
  if (prior?.before === undefined) return { userId, value };
  const { attempted, ...kept } = prior;
  return { ...kept, userId, value };
}

/** What a plan is carried over from and with. */
export interface Settlement {
  readonly ledger: Ledger;
  readonly plan: Plan;
  readonly desired: ReadonlyMap<UserKey, string>;
  /** The steps that were not done. */
  readonly failed: ReadonlySet<Step>;
  /** Those of them that may be done all the same, since no answer came. */
  readonly unanswered: ReadonlySet<Step>;
  readonly team: boolean;
  /** Whether a user seen otherwise than declared, and as declared later without us, counts as found so. */
  readonly driftEndsOwnership: boolean;
  /** What other resources of the program keep of users that they no longer list, by user ID. */
  readonly handedOver: ReadonlyMap<string, Holding>;
}

/** The address that a user was known by: the recorded one, or the name in the program. */
function addressBefore(key: UserKey | undefined, prior: Holding | undefined): string | undefined {
  return prior?.email ?? (key?.includes("@") ? key : undefined);
}

function settleFound(draft: DraftLedger, settlement: Settlement, priors: Map<string, Holding>): void {
  const { plan, desired, ledger } = settlement;
  // Under which name the state has a person, whatever the program calls that person now.
  const keyById = new Map([...ledger.holdings].map(([key, { userId }]) => [userId, key]));
  for (const key of plan.already) {
    const userId = plan.userIds.get(key) ?? key;
    const prior = ledger.holdings.get(key) ?? priors.get(userId);
    // Seen undone before and as declared now, without us: that is somebody else's doing.
    const drifted = ledger.drifted.has(key) || ledger.drifted.has(keyById.get(userId) ?? key);
    const unanswered = prior?.attempted !== undefined && prior.attempted === desired.get(key);
    const undone = settlement.driftEndsOwnership && drifted && !unanswered;
    const holding = holdingFound(userId, desired.get(key) ?? "", undone ? undefined : prior);
    draft.holdings.set(key, withEmail(holding, key, addressBefore(keyById.get(userId), prior), settlement.team));
    draft.drifted.delete(key);
    draft.missing.delete(key);
  }
  for (const key of plan.missing) {
    draft.holdings.delete(key);
    draft.drifted.delete(key);
    draft.missing.set(key, desired.get(key) ?? "");
  }
}

function settleFailure(draft: DraftLedger, settlement: Settlement, step: Step, prior: Holding | undefined): void {
  if (step.reason !== "listed") return;
  if (step.from !== undefined) draft.drifted.set(step.user, step.from);
  if (settlement.unanswered.has(step)) {
    // What the user had before is lost otherwise, should the write turn out to be done.
    const written = holdingAfterWrite(step, prior, settlement.team);
    draft.holdings.set(step.user, { ...written, value: prior?.value ?? step.to, attempted: step.to });
    return;
  }
  // Under another name than before the user is still the same, and so is what the user had before.
  if (prior && !draft.holdings.has(step.user)) draft.holdings.set(step.user, prior);
}

function settleStep(draft: DraftLedger, settlement: Settlement, step: Step, prior: Holding | undefined): void {
  const failed = settlement.failed.has(step);
  if (step.reason === "exclusive") {
    if (failed) draft.others.set(step.user, step.userId);
    return;
  }
  // A user who has come back and could not be changed is not "missing as before" any more.
  draft.missing.delete(step.user);
  if (failed) {
    settleFailure(draft, settlement, step, prior);
    return;
  }
  draft.drifted.delete(step.user);
  if (step.reason === "leaving") draft.holdings.delete(step.user);
  else draft.holdings.set(step.user, holdingAfterWrite(step, prior, settlement.team));
}

/** Drops what the program does not list any more, but for those whose leaving failed. */
function dropUnlisted(draft: DraftLedger, settlement: Settlement): void {
  const owed = new Set([...settlement.failed].filter((step) => step.reason === "leaving").map((step) => step.user));
  for (const map of [draft.holdings, draft.drifted, draft.missing]) {
    for (const key of [...map.keys()]) {
      if (!settlement.desired.has(key) && !owed.has(key)) map.delete(key);
    }
  }
}

/** The ledger after a plan was carried out: what was done is in it, what failed stands as before. */
export function settle(settlement: Settlement): Ledger {
  const { ledger, plan } = settlement;
  const draft: DraftLedger = {
    holdings: new Map(ledger.holdings),
    drifted: new Map(ledger.drifted),
    missing: new Map(ledger.missing),
    others: new Map(),
  };
  const priors = new Map([...settlement.handedOver, ...indexHoldings(ledger.holdings)]);
  settleFound(draft, settlement, priors);
  for (const step of plan.steps) {
    settleStep(draft, settlement, step, ledger.holdings.get(step.user) ?? priors.get(step.userId));
  }
  dropUnlisted(draft, settlement);
  return draft;
}

/** What the account has according to the ledger, in the form in which the program declares it. */
export function currentOf(ledger: Ledger, exclusiveValue: string | undefined): Map<UserKey, string> {
  const current = new Map<UserKey, string>();
  for (const [key, holding] of ledger.holdings) current.set(key, holding.value);
  for (const [key, value] of ledger.missing) current.set(key, value);
  for (const [key, value] of ledger.drifted) current.set(key, value);
  if (exclusiveValue !== undefined) for (const key of ledger.others.keys()) current.set(key, exclusiveValue);
  return current;
}
