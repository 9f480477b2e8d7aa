import type { UserKey } from "../model/userKey";
import type { Plan } from "../plan/plan";
import type { Claimant, PlanRequest } from "../plan/planRequest";
import { findClaimant } from "./claimant";
import type { Work } from "./context";
import type { Releasing } from "./releases";
import { namesOfHolding } from "./tellLost";

/*
 * A run that fails before it comes to a resource may have let another one have users of it, with another value. Where the program goes back
 * to what it was, and nothing is refreshed, the state of the first says that they are as declared: it does not look at them. So whoever
 * loses such a user gives the user back; or says so in time for the other one to look.
 */

type ClaimantOf = PlanRequest["claimantOf"];

/** Who else lists users, with what that one has had them at where it has not looked at them. */
export async function claimantsKnowing(work: Work, moment: number): Promise<ClaimantOf> {
  const { kind, session, declaration, state } = work;
  const claimantOf: ClaimantOf = (...names) => findClaimant(work, moment, names);
  const others = session.others(kind);
  // Of a kind with one value there is nothing else to be had.
  if (!kind.listingForm.saysValues || !others.hasSettled) return claimantOf;
  const names: UserKey[] = [];
  for (const one of state.ledger.holdings) if (!declaration.desired.has(one[0])) names.push(...namesOfHolding(...one));
  if (names.length === 0) return claimantOf;
  const unasked = await others.unasked(declaration.accountId, names);
  return (...asked): Claimant | undefined => {
    const claimant = claimantOf(...asked);
    const keeps = asked.map((name) => unasked.get(name)).find((value) => value !== undefined);
    return claimant && { ...claimant, keeps };
  };
}

/** Those of a plan who move: the other resource looks at them, whatever its state says of them. */
export function movingAway({ kind, state }: Work, { verdicts }: Plan): Releasing[] {
  if (!kind.listingForm.saysValues) return [];
  return verdicts.flatMap((verdict) => {
    const holding = verdict.type === "moves" ? state.ledger.holdings.get(verdict.user) : undefined;
    if (holding === undefined) return [];
    return [{ userId: holding.userId, to: undefined, names: namesOfHolding(verdict.user, holding) }];
  });
}
