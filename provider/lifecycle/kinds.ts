import { licenseRules } from "../plan/licenseRules";
import { suspensionRules } from "../plan/suspensionRules";
import { argumentsOf } from "./arguments/argumentsOf";
import { LISTINGS } from "./arguments/listings";
import type { Kind } from "./kind";

export const suspensionKind: Kind = {
  resource: "UserSuspensionSet",
  listing: "users",
  listingForm: LISTINGS.users,
  arguments: argumentsOf("UserSuspensionSet", "users"),
  rules: suspensionRules,
  labels: { kept: "already suspended", found: "already suspended, so they stay suspended when they leave the set" },
  driftEndsOwnership: true,
  takesAccess: true,
};

export const licenseKind: Kind = {
  resource: "UserLicenseAssignment",
  listing: "licenses",
  listingForm: LISTINGS.licenses,
  arguments: argumentsOf("UserLicenseAssignment", "licenses"),
  rules: licenseRules,
  labels: {
    kept: "license already as declared",
    found: "license already as declared, so it stays when they leave",
  },
  driftEndsOwnership: false,
  takesAccess: false,
};
