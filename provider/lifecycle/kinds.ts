import { ALREADY } from "../plan/labels";
import { licenseRules } from "../plan/licenseRules";
import { suspensionRules } from "../plan/suspensionRules";
import type { Kind } from "./kind";

export const suspensionKind: Kind = {
  resource: "UserSuspensionSet",
  listing: "users",
  rules: suspensionRules,
  labels: ALREADY.suspension,
  driftEndsOwnership: true,
};

export const licenseKind: Kind = {
  resource: "UserLicenseAssignment",
  listing: "licenses",
  rules: licenseRules,
  labels: ALREADY.license,
  driftEndsOwnership: false,
};
