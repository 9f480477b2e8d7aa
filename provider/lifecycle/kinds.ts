import { licenseRules } from "../plan/licenseRules";
import { suspensionRules } from "../plan/suspensionRules";
import type { Kind } from "./kind";

export const suspensionKind: Kind = {
  resource: "UserSuspensionSet",
  listing: "users",
  rules: suspensionRules,
  alreadyLabel: "already suspended",
  driftEndsOwnership: true,
};

export const licenseKind: Kind = {
  resource: "UserLicenseAssignment",
  listing: "licenses",
  rules: licenseRules,
  alreadyLabel: "license already as declared",
  driftEndsOwnership: false,
};
