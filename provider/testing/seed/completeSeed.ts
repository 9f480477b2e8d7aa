import { idFrom } from "../ids";
import type { Account, AccountType, User } from "../shapes";
import type { AccountSeed, UserSeed } from "./seedShapes";

const AWS_ACCOUNT_ID = "123456789012";
const CREATED = "2018-12-20T18:45:25.231Z";

const NAMES: Readonly<Record<AccountType, string>> = {
  Team: "Example Team",
  EnterpriseDirectory: "Example Corp directory",
  EnterpriseLWA: "Example Corp",
  EnterpriseOIDC: "Example Corp Okta",
};

/** An account with what its seed leaves out. The samples of the API show these licenses. */
export function completeAccount(seed: Omit<AccountSeed, "Users" | "FormerUsers">, position: number): Account {
  const name = seed.Name ?? NAMES[seed.AccountType];
  return {
    AwsAccountId: AWS_ACCOUNT_ID,
    AccountId: idFrom(`account/${seed.AccountType}/${name}/${position}`),
    Name: name,
    CreatedTimestamp: CREATED,
    DefaultLicense: "Pro",
    SupportedLicenses: ["Basic", "Pro"],
    AccountStatus: "Active",
    ...seed,
  };
}

/** A user with what the seed leaves out. An invitee who has not answered shows the address and the times only. */
export function completeUser(seed: UserSeed, account: Account): User {
  const identity = {
    UserId: seed.UserId ?? userIdFor(account.AccountId, seed.PrimaryEmail ?? ""),
    AccountId: account.AccountId,
  };
  if (seed.UserRegistrationStatus === "Unregistered") {
    return { UserType: "PrivateUser", UserInvitationStatus: "Pending", InvitedOn: CREATED, ...seed, ...identity };
  }
  return {
    ...(seed.PrimaryEmail !== undefined && { DisplayName: nameFrom(seed.PrimaryEmail) }),
    LicenseType: account.DefaultLicense ?? "Pro",
    UserType: "PrivateUser",
    UserRegistrationStatus: "Registered",
    RegisteredOn: CREATED,
    ...(account.AccountType === "Team" && { UserInvitationStatus: "Accepted", InvitedOn: CREATED }),
    ...seed,
    ...identity,
  };
}

/** The ID of a person in an account, the same wherever it is made. */
export function userIdFor(accountId: string, address: string): string {
  return idFrom(`user/${accountId}/${address.toLowerCase()}`);
}

/** `maria.garcia2@example.com` is Maria Garcia. */
function nameFrom(address: string): string {
  const words = (address.split("@")[0] ?? "").split(/[^\p{Letter}]+/u).filter((word) => word !== "");
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join(" ") || address;
}
