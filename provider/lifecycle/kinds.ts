import { UNCHANGED } from "../plan/labels";
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
  labels: UNCHANGED.suspension,
  takesAccess: true,
};

export const licenseKind: Kind = {
  resource: "UserLicenseAssignment",
  listing: "licenses",
  listingForm: LISTINGS.licenses,
  arguments: argumentsOf("UserLicenseAssignment", "licenses"),
  rules: licenseRules,
  labels: UNCHANGED.license,
  takesAccess: false,
};
