import type { AlreadyLabels } from "../plan/labels";
import type { KindRules } from "../plan/rules";

/** The two resources as data: what differs between them outside of planning. */
export interface Kind {
  readonly resource: "UserSuspensionSet" | "UserLicenseAssignment";
  /** The argument that lists users. */
  readonly listing: "users" | "licenses";
  readonly rules: KindRules;
  /** How a plan calls listed users that are as declared. */
  readonly labels: AlreadyLabels;
  /**
   * Whether a user seen otherwise than declared, and as declared later without us, counts as found so. That holds
   * for suspensions: whom somebody unsuspended and somebody else suspended again was not suspended by us.
   */
  readonly driftEndsOwnership: boolean;
}
