import { countOf, listNames } from "../model/names";
import type { Verdict } from "../plan/verdict";
import { findClaimant } from "./claimant";
import type { Lister } from "./claims";
import type { Work } from "./context";
import { describeResource } from "./describeResource";
import { ASK_AGAIN_MS } from "./others";
import type { Prepared } from "./prepare";
import type { State } from "./state";
import { type Moving, movingOf, namesOfHolding } from "./tellLost";

/*
 * What was before goes along with a user who moves to another resource. The one that the user leaves keeps it, in its own state,
 * until the other has it: that one may be refused, wait for something that fails, or have no part in the run at all.
 */

/**
 * How long a resource that is done waits for those that its users move to, in milliseconds. The engine has asked about them, and
 * begins with them at once, unless as many are at work as it was told to run side by side.
 */
const LONGEST_WAIT_MS = 1_500;

/** A state in which those count who have moved away, and have not been taken over. */
export interface Counted {
  readonly state: State;
  /** Whether the stored state is not what it is to be: it has somebody as moved away who has come back, or is listed nowhere. */
  readonly isOutdated: boolean;
}

/** Puts those back into a state who have moved away and whom no other resource has in its state. */
export async function withMoving(work: Work): Promise<Counted> {
  const { kind, session, urn, state, declaration } = work;
  const { ledger, moving } = state;
  if (moving.size === 0) return { state, isOutdated: false };
  // The engine may come to the resource that has taken them over only after this one.
  await session.learnStored(kind);
  const ids = [...moving.values()].map(({ userId }) => userId);
  const keepers = await session.others(kind).keepers(state.declaration.accountId, ids);
  const moment = await session.asOf.moment();
  const holdings = new Map(ledger.holdings);
  let isOutdated = false;
  for (const [key, holding] of moving) {
    const names = namesOfHolding(key, holding);
    const isTaken = keepers.get(holding.userId)?.some((offer) => !offer.isMoving && offer.urn !== urn) ?? false;
    if (!isTaken && !holdings.has(key)) holdings.set(key, holding);
    const isBack = names.some((name) => declaration.desired.has(name));
    isOutdated ||= isBack || (isTaken && findClaimant(work, moment, names) === undefined);
  }
  return { state: { ...state, ledger: { ...ledger, holdings }, moving: new Map() }, isOutdated };
}

/** The resources that list somebody who moves, but for the one that the user leaves. */
function listersOf({ kind, session, urn, declaration }: Work, moment: number, { names }: Moving): Lister[] {
  const listers = [...session.claims(kind).listers(declaration.accountId, { names, moment })];
  return listers.filter(({ is }) => urn === undefined || !is(urn));
}

/** Waits for resources that the engine has asked about, until they are past their guards. */
async function waitForThem({ kind, session, declaration, signal }: Work, listers: readonly Lister[]): Promise<void> {
  const others = session.others(kind);
  const end = session.clock.monotonicMs() + LONGEST_WAIT_MS;
  const isOpen = (lister: Lister): boolean => {
    if (lister.isPending || others.isDecided(lister)) return false;
    return others.isWorking(lister) || (lister.isChecked && session.clock.monotonicMs() < end);
  };
  await others.find(declaration.accountId, []);
  while (listers.some(isOpen) && signal?.aborted !== true) {
    await session.clock.sleep(ASK_AGAIN_MS);
    await others.find(declaration.accountId, []);
  }
}

/** Those of a plan who move and had something before, and whom the resource that lists them has not taken over yet. */
export async function findMoving(work: Work, { plan, moment }: Prepared): Promise<readonly Moving[]> {
  const { kind, session, urn, declaration } = work;
  const isMove = (verdict: Verdict) => (verdict.type === "moves" ? movingOf(work, verdict) : []);
  const moving = plan.verdicts.flatMap(isMove);
  if (moving.length === 0) return [];
  const listers = new Map(moving.flatMap((one) => listersOf(work, moment, one)).map((lister) => [lister.name, lister]));
  await waitForThem(work, [...listers.values()]);
  const others = session.others(kind);
  const ids = moving.map(({ userId }) => userId);
  const secured = await others.secured(declaration.accountId, ids);
  const keepers = await others.keepers(declaration.accountId, ids);
  const isTaken = ({ userId }: Moving): boolean =>
    secured.has(userId) || (keepers.get(userId) ?? []).some((offer) => !offer.isMoving && offer.urn !== urn);
  return moving.filter((one) => !isTaken(one));
}

/** Says for whom a resource still keeps what was before, where that is not for a moment alone. */
export function tellMoving(work: Work, moving: readonly Moving[], moment: number): void {
  const { kind, session, urn } = work;
  const told = moving.filter((one) =>
    listersOf(work, moment, one).some(({ isPending, isChecked }) => isPending || isChecked),
  );
  if (told.length === 0) return;
  const names = listNames(told.map(({ verdict }) => verdict.user));
  const whom = told.length === 1 ? "the user" : "them";
  const text = `keeps in its state what ${countOf(told.length, "user")} had before, until the resource that lists ${whom} now takes over, which it has not done in this run: ${names}`;
  session.report.info(`${describeResource(kind, urn)}: ${text}`, urn);
}
