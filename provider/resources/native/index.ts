/**
 * The same two resources by the native provider `chime`, which is in this package: for its plugin Pulumi.yaml has to name
 * `node_modules/pulumi-chime-users/plugin`.
 *
 * @module pulumi-chime-users/native
 */
export { LicenseType } from "../../model/licenseType";
export type { UserFailure } from "../../model/userFailure";
export type { UserLicenseAssignmentArgs } from "../userLicenseAssignment";
export type { UserSuspensionSetArgs } from "../userSuspensionSet";
export { Provider, type ProviderArgs } from "./provider";
export { UserLicenseAssignment } from "./userLicenseAssignment";
export { UserSuspensionSet } from "./userSuspensionSet";
