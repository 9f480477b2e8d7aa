import type { Address, UserId } from "./userKey";

/**
 * A user of an account as the service tells it. Everything but the ID may be absent: a pending invitee has
 * little more than an address. The personal PIN is never read.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_User.html}
 */
export interface User {
  readonly userId: UserId;
  readonly primaryEmail?: Address;
  readonly displayName?: string;
  /** One of the service's licenses, or a word that is newer than this package. */
  readonly licenseType?: string;
  /** `Unregistered`, `Registered`, `Suspended`, or a word that is newer than this package. */
  readonly registrationStatus?: string;
  /** `Pending`, `Accepted` or `Failed`. */
  readonly invitationStatus?: string;
  /** `PrivateUser` or `SharedDevice`. */
  readonly userType?: string;
}

/**
 * One user whom a batch call did not change. The service promises none of the members, and may name a user
 * who was not in the call.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_UserError.html}
 */
export interface UserError {
  readonly userId?: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

/**
 * What became of one invitation.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_Invite.html}
 */
export interface Invite {
  readonly emailAddress?: string;
  /** `Pending`, `Accepted` or `Failed`. */
  readonly status?: string;
  /** `NotSent`, `Sent` or `Failed`. */
  readonly emailStatus?: string;
}
