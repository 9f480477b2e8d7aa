import { LISTING_OF, type ResourceName } from "../model/resourceName";
import { UNCHANGED } from "../plan/labels";
import { licenseRules } from "../plan/licenseRules";
import { suspensionRules } from "../plan/suspensionRules";
import { argumentsOf } from "./arguments/argumentsOf";
import { LISTINGS } from "./arguments/listings";
import type { Kind } from "./kind";

/** What other tables have of a resource. */
function partsOf(resource: ResourceName): Pick<Kind, "resource" | "listing" | "listingForm" | "arguments" | "labels"> {
  const listing = LISTING_OF[resource];
  return {
    resource,
    listing,
    listingForm: LISTINGS[listing],
    arguments: argumentsOf(resource),
    labels: UNCHANGED[resource],
  };
}

export const suspensionKind: Kind = {
  ...partsOf("UserSuspensionSet"),
  rules: suspensionRules,
  subjectOf: () => "suspension",
  endings: { stays: () => "stays suspended", had: "was suspended" },
  gives: undefined,
};

export const licenseKind: Kind = {
  ...partsOf("UserLicenseAssignment"),
  rules: licenseRules,
  subjectOf: (license) => `license ${license}`,
  endings: { stays: (license) => `keeps the license ${license}`, had: "had it" },
  gives: "a license",
};

const KINDS: Readonly<Record<ResourceName, Kind>> = {
  UserSuspensionSet: suspensionKind,
  UserLicenseAssignment: licenseKind,
};

export const ALL_KINDS: readonly Kind[] = Object.values(KINDS);

/** The kind of a resource by the name of its class; undefined: there is no such resource. */
export function findKind(resource: string): Kind | undefined {
  return ALL_KINDS.find((kind) => kind.resource === resource);
}
