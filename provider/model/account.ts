/**
 * A Chime account as the service tells it.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_Account.html}
 */
export interface Account {
  readonly accountId: string;
  readonly name: string;
  /** `Team`, `EnterpriseDirectory`, `EnterpriseLWA`, `EnterpriseOIDC`, or a word that is newer than this package. */
  readonly accountType?: string;
  /** `Active` or `Suspended`. */
  readonly accountStatus?: string;
  readonly defaultLicense?: string;
  readonly supportedLicenses?: readonly string[];
}

const ENTERPRISES: ReadonlySet<string> = new Set(["EnterpriseDirectory", "EnterpriseLWA", "EnterpriseOIDC"]);

/** What the type of an account says of it; `unknown`: a word by which it may be a Team account; `untold`: there is none. */
export type TypeClass = "team" | "enterprise" | "newEnterprise" | "unknown" | "untold";

/** Sorts the types of accounts, those that are newer than this package among them. */
export function typeClass({ accountType }: Pick<Account, "accountType">): TypeClass {
  if (accountType === "Team") return "team";
  if (accountType === undefined) return "untold";
  if (!accountType.startsWith("Enterprise")) return "unknown";
  return ENTERPRISES.has(accountType) ? "enterprise" : "newEnterprise";
}

/** Whether an account is one whose users come by invitation: there suspending removes them. */
export function isTeamAccount(account: Pick<Account, "accountType">): boolean {
  return typeClass(account) === "team";
}
