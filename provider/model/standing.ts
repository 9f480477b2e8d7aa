/** The two standings that a suspension set moves users between, as state and messages spell them. */
export const SUSPENDED = "suspended";
export const ACTIVE = "active";

/** How a user that the account does not have shows as drift. */
export const MISSING = "missing";

/** Stands, in the state, for what a user had before who was found as declared. No standing and no license is called so. */
export const PREEXISTING = "found";
