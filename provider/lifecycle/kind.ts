import type { KindRules } from "../plan/rules";

/** The two resources as data: what differs between them outside of planning. */
export interface Kind {
  readonly resource: "UserSuspensionSet" | "UserLicenseAssignment";
  /** The argument that lists users. */
  readonly listing: "users" | "licenses";
  readonly rules: KindRules;
  /** How a plan calls listed users that are as declared. */
  readonly alreadyLabel: string;
  /**
   * Whether a user seen otherwise than declared counts as never changed by this resource from then on. So for
   * suspensions: who is suspended once more afterwards, not by us, was not suspended by us and stays so.
   */
  readonly driftEndsOwnership: boolean;
}
