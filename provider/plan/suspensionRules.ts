import { ACTIVE, SUSPENDED } from "../model/standing";
import type { KindRules, UserContext } from "./rules";

function observedValue({ user, holding, team }: UserContext): string | undefined {
  if (team) {
    if (user) return ACTIVE;
    // On a Team account suspending removes: whom this resource removed is absent, and that is as declared.
    return holding && holding.value === SUSPENDED && holding.before === ACTIVE ? SUSPENDED : undefined;
  }
  if (!user) return undefined;
  return user.registrationStatus === "Suspended" ? SUSPENDED : ACTIVE;
}

/** Suspension: a user is suspended or active. */
export const suspensionRules: KindRules = {
  observedValue,
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
