import type { KindRules } from "./rules";

/** What stands in the state for a user whose license the service does not tell, such as a pending invitee. */
const NO_LICENSE = "none";

/** Licenses: a user has one of the service's licenses, or none that it tells of. */
export const licenseRules: KindRules = {
  observedValue: ({ user }) => (user ? (user.licenseType ?? NO_LICENSE) : undefined),
  isRemoved: () => false,
  protectsLeaving: true,
  driftEndsOwnership: false,
  valuesOf: ({ supportedLicenses }) => supportedLicenses,
  actionFor: () => "setLicense",
  targetOnRemoval(holding, onRemoval) {
    if (onRemoval === "retain") return undefined;
    if (onRemoval !== "restore") return onRemoval;
    return holding.before === holding.value || holding.before === NO_LICENSE ? undefined : holding.before;
  },
};
