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

/** Whether an account is one whose users come by invitation: there suspending removes them. */
export function isTeamAccount({ accountType }: Pick<Account, "accountType">): boolean {
  return accountType === "Team";
}
