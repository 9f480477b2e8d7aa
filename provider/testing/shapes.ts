/** The shapes of the Amazon Chime API, spelled as on the wire. */

export const LICENSES = ["Basic", "Plus", "Pro", "ProTrial"] as const;
/** A user's license. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_User.html} @useDeclaredType */
export type License = (typeof LICENSES)[number];

export const ACCOUNT_TYPES = ["Team", "EnterpriseDirectory", "EnterpriseLWA", "EnterpriseOIDC"] as const;
/**
 * How an account's users come to be, which decides what the API may do with them: by invitation (`Team`), by the
 * account's own sign-in (`EnterpriseLWA`), or by a directory that alone manages them.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_Account.html}
 * @useDeclaredType
 */
export type AccountType = (typeof ACCOUNT_TYPES)[number];

export const ACCOUNT_STATUSES = ["Suspended", "Active"] as const;
/**
 * Whether an account is in use. This server answers for a suspended one as for any other; the resources refuse it.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_Account.html}
 * @useDeclaredType
 */
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

export const USER_TYPES = ["PrivateUser", "SharedDevice"] as const;
/**
 * A person, or a device that a room's people share.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_User.html}
 * @useDeclaredType
 */
export type UserType = (typeof USER_TYPES)[number];

/** The last one is not in the API model; the console shows it for users whose domain was removed. */
export const REGISTRATION_STATUSES = ["Unregistered", "Registered", "Suspended", "Released"] as const;
/**
 * Where a user stands: invited and not yet there, able to sign in, kept out, or given up with the domain.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_User.html}
 * @useDeclaredType
 */
export type RegistrationStatus = (typeof REGISTRATION_STATUSES)[number];

export const INVITE_STATUSES = ["Pending", "Accepted", "Failed"] as const;
/**
 * What became of an invitation to a Team account.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_Invite.html}
 * @useDeclaredType
 */
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

/** A user's room in Alexa for Business. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_AlexaForBusinessMetadata.html} */
export interface AlexaForBusinessMetadata {
  /** Whether it is in use. */
  readonly IsAlexaForBusinessEnabled?: boolean;
  /** The room's ARN. */
  readonly AlexaForBusinessRoomArn?: string;
}

/** A user as GetUser and ListUsers answer it; times are ISO 8601. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_User.html} */
export interface User {
  /** The user's ID. */
  readonly UserId: string;
  /** The ID of the account that the user is in. */
  readonly AccountId?: string;
  /** The address that the user signs in with. */
  readonly PrimaryEmail?: string;
  /** The user's phone number in the service. */
  readonly PrimaryProvisionedNumber?: string;
  /** The name that others see. */
  readonly DisplayName?: string;
  /** The user's license. */
  readonly LicenseType?: License;
  /** Whether it is a person. */
  readonly UserType?: UserType;
  /** Where the user stands; `Suspended` is what BatchSuspendUser makes. */
  readonly UserRegistrationStatus?: RegistrationStatus;
  /** What became of the invitation, for a user who was invited to a Team account. */
  readonly UserInvitationStatus?: InviteStatus;
  /** When the user registered. */
  readonly RegisteredOn?: string;
  /** When the user was invited. */
  readonly InvitedOn?: string;
  /** The user's room in Alexa for Business. */
  readonly AlexaForBusinessMetadata?: AlexaForBusinessMetadata;
  /** The number by which others join the user's meetings. */
  readonly PersonalPIN?: string;
}

/** An account as GetAccount answers it. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_Account.html} */
export interface Account {
  /** The AWS account that it belongs to: 12 digits. */
  readonly AwsAccountId: string;
  /** The ID of the Chime account. */
  readonly AccountId: string;
  /** The name that the console shows. */
  readonly Name: string;
  /** How its users come to be. */
  readonly AccountType: AccountType;
  /** When it was made: ISO 8601. */
  readonly CreatedTimestamp?: string;
  /** The license of a user who is given none. */
  readonly DefaultLicense?: License;
  /** The licenses that its users may have. */
  readonly SupportedLicenses?: readonly License[];
  /** Whether it is in use. */
  readonly AccountStatus?: AccountStatus;
  /** The groups whose members may sign in for others. */
  readonly SigninDelegateGroups?: readonly {
    /** The group's name. */
    readonly GroupName: string;
  }[];
}

/** What became of one user of a batch. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_UserError.html} */
export interface UserError {
  /** The user as the request named them. */
  readonly UserId: string;
  /** Why the user failed: {@link ErrorCode}, or any other word that a fault was scripted with. */
  readonly ErrorCode: string;
  /** The same for people. */
  readonly ErrorMessage: string;
}

/** {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_Invite.html} */
export interface Invite {
  readonly InviteId: string;
  readonly Status: InviteStatus;
  readonly EmailAddress: string;
  readonly EmailStatus: EmailStatus;
}
