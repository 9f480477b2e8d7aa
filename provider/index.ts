/**
 * The two resources, the explicit provider, their arguments and the errors: what a Pulumi program uses.
 *
 * @module pulumi-chime-users
 */

import { refuseOldNode } from "./model/nodeVersion";

// Before anything else is loaded: it may need what an old Node does not have.
refuseOldNode(process.versions.node);

export { ApiError, type ApiErrorDetails, type ApiErrorKind } from "./errors/apiError";
export { ChimeUsersError } from "./errors/chimeUsersError";
export { CredentialsError } from "./errors/credentialsError";
export { GuardError } from "./errors/guardError";
export { InputError } from "./errors/inputError";
export { TransportError, type TransportErrorDetails, type TransportErrorKind } from "./errors/transportError";
export { UsersFailedError } from "./errors/usersFailedError";
export { LicenseType } from "./model/licenseType";
export type { UserFailure } from "./model/userFailure";
export type { EntryTime } from "./resources/entry";
export { Provider, type ProviderArgs } from "./resources/provider";
export {
  type LicenseEntry,
  UserLicenseAssignment,
  type UserLicenseAssignmentArgs,
} from "./resources/userLicenseAssignment";
export { type SuspensionEntry, UserSuspensionSet, type UserSuspensionSetArgs } from "./resources/userSuspensionSet";
