/** The resources by the names of their classes, each with the argument that lists its users. */
export const LISTING_OF = {
  UserSuspensionSet: "users",
  UserLicenseAssignment: "licenses",
} as const;

export type ListingOf = typeof LISTING_OF;
export type ResourceName = keyof ListingOf;
export type ListingName = ListingOf[ResourceName];

export const RESOURCE_NAMES = Object.keys(LISTING_OF) as readonly ResourceName[];

/** The arguments that list users. */
export const LISTING_NAMES = Object.values(LISTING_OF) as readonly ListingName[];
