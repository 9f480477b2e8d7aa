/** The type token under which one of the two resources stands in state. */
export function typeTokenOf(resource: "UserSuspensionSet" | "UserLicenseAssignment"): string {
  return `pulumi-nodejs:dynamic/chime:${resource}`;
}
