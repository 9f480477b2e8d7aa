/** The shapes of the Amazon Chime API, spelled as on the wire. */

export const LICENSES = ["Basic", "Plus", "Pro", "ProTrial"] as const;
/** A user's license. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_User.html} */
export type License = (typeof LICENSES)[number];

export const ACCOUNT_TYPES = ["Team", "EnterpriseDirectory", "EnterpriseLWA", "EnterpriseOIDC"] as const;
/** How an account's users come to be, which decides what the API may do with them. */
export type AccountType = (typeof ACCOUNT_TYPES)[number];

export const ACCOUNT_STATUSES = ["Suspended", "Active"] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

export const USER_TYPES = ["PrivateUser", "SharedDevice"] as const;
export type UserType = (typeof USER_TYPES)[number];

/** The last one is not in the API model; the console shows it for users whose domain was removed. */
export const REGISTRATION_STATUSES = ["Unregistered", "Registered", "Suspended", "Released"] as const;
export type RegistrationStatus = (typeof REGISTRATION_STATUSES)[number];

export const INVITE_STATUSES = ["Pending", "Accepted", "Failed"] as const;
export type InviteStatus = (typeof INVITE_STATUSES)[number];

export type EmailStatus = "NotSent" | "Sent" | "Failed";

/** Error words of the API, in bodies and in UserErrors. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_UserError.html} */
export type ErrorCode =
  | "BadRequest"
  | "Conflict"
  | "Forbidden"
  | "NotFound"
  | "PreconditionFailed"
  | "ResourceLimitExceeded"
  | "ServiceFailure"
  | "AccessDenied"
  | "ServiceUnavailable"
  | "Throttled"
  | "Throttling"
  | "Unauthorized"
  | "Unprocessable"
  | "VoiceConnectorGroupAssociationsExist"
  | "PhoneNumberAssociationsExist";

export interface AlexaForBusinessMetadata {
  readonly IsAlexaForBusinessEnabled?: boolean;
  readonly AlexaForBusinessRoomArn?: string;
}

/** A user as GetUser and ListUsers answer it; times are ISO 8601. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_User.html} */
export interface User {
  readonly UserId: string;
  readonly AccountId?: string;
  readonly PrimaryEmail?: string;
  readonly PrimaryProvisionedNumber?: string;
  readonly DisplayName?: string;
  readonly LicenseType?: License;
  readonly UserType?: UserType;
  readonly UserRegistrationStatus?: RegistrationStatus;
  readonly UserInvitationStatus?: InviteStatus;
  readonly RegisteredOn?: string;
  readonly InvitedOn?: string;
  readonly AlexaForBusinessMetadata?: AlexaForBusinessMetadata;
  readonly PersonalPIN?: string;
}

/** An account as GetAccount answers it. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_Account.html} */
export interface Account {
  readonly AwsAccountId: string;
  readonly AccountId: string;
  readonly Name: string;
  readonly AccountType: AccountType;
  readonly CreatedTimestamp?: string;
  readonly DefaultLicense?: License;
  readonly SupportedLicenses?: readonly License[];
  readonly AccountStatus?: AccountStatus;
  readonly SigninDelegateGroups?: readonly { readonly GroupName: string }[];
}

/** What became of one user of a batch. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_UserError.html} */
export interface UserError {
  readonly UserId: string;
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/** {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_Invite.html} */
export interface Invite {
  readonly InviteId: string;
  readonly Status: InviteStatus;
  readonly EmailAddress: string;
  readonly EmailStatus: EmailStatus;
}
