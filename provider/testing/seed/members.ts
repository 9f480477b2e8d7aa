import {
  ACCOUNT_STATUSES,
  ACCOUNT_TYPES,
  type Account,
  type AlexaForBusinessMetadata,
  INVITE_STATUSES,
  LICENSES,
  REGISTRATION_STATUSES,
  USER_TYPES,
  type User,
} from "../shapes";
import {
  listOf,
  type MemberReader,
  objectOf,
  oneOf,
  readAddressText,
  readFlag,
  readText,
  readTime,
} from "./readMember";

type Readers<Shape> = { readonly [Name in keyof Shape]-?: MemberReader<NonNullable<Shape[Name]>> };

/** The members of a seed's users and how to read each. */
export const USER_MEMBERS: Readers<User> = {
  UserId: readText,
  AccountId: readText,
  PrimaryEmail: readAddressText,
  PrimaryProvisionedNumber: readText,
  DisplayName: readText,
  LicenseType: oneOf(LICENSES),
  UserType: oneOf(USER_TYPES),
  UserRegistrationStatus: oneOf(REGISTRATION_STATUSES),
  UserInvitationStatus: oneOf(INVITE_STATUSES),
  RegisteredOn: readTime,
  InvitedOn: readTime,
  AlexaForBusinessMetadata: objectOf<AlexaForBusinessMetadata>({
    IsAlexaForBusinessEnabled: readFlag,
    AlexaForBusinessRoomArn: readText,
  }),
  PersonalPIN: readText,
};

/** The members of a seed's accounts, besides their users. */
export const ACCOUNT_MEMBERS: Readers<Account> = {
  AwsAccountId: readText,
  AccountId: readText,
  Name: readText,
  AccountType: oneOf(ACCOUNT_TYPES),
  CreatedTimestamp: readTime,
  DefaultLicense: oneOf(LICENSES),
  SupportedLicenses: listOf(oneOf(LICENSES)),
  AccountStatus: oneOf(ACCOUNT_STATUSES),
  SigninDelegateGroups: listOf(objectOf<{ readonly GroupName: string }>({ GroupName: readText })),
};
