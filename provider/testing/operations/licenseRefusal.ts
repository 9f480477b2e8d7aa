import type { Account, License } from "../shapes";

/** Why an account's users can't get this license, or undefined where they can. */
export function licenseRefusal(account: Account, license: License): string | undefined {
  const supported = account.SupportedLicenses ?? [];
  return supported.includes(license)
    ? undefined
    : `License ${license} is not supported by the account, which has ${supported.join(", ") || "none"}`;
}
