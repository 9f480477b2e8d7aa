import type { Holding } from "../model/holding";
import { ACTIVE, SUSPENDED } from "../model/standing";
import type { KindRules, UserContext } from "./rules";

function isRemoved({ value, before }: Holding, team: boolean): boolean {
  return team && value === SUSPENDED && before === ACTIVE;
}

function observedValue({ user, holding, team }: UserContext): string | undefined {
  if (team) {
    if (user) return ACTIVE;
    // On a Team account suspending removes: whom this resource removed is absent, and that is as declared.
    return holding && isRemoved(holding, team) ? SUSPENDED : undefined;
  }
  if (!user) return undefined;
  return user.registrationStatus === "Suspended" ? SUSPENDED : ACTIVE;
}

/** Suspension: a user is suspended or active. */
export const suspensionRules: KindRules = {
  observedValue,
  isRemoved,
  actionFor: (to, team) => (to === SUSPENDED ? "suspend" : team ? "invite" : "unsuspend"),
  targetOnRemoval(holding, onRemoval) {
    if (onRemoval === "retain") return undefined;
    if (onRemoval === "unsuspend") return ACTIVE;
    return holding.before === ACTIVE ? ACTIVE : undefined;
  },
  protectsLeaving: false,
  driftEndsOwnership: true,
  exclusive: { from: SUSPENDED, to: ACTIVE },
};
