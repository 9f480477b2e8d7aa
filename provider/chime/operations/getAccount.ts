import type { Account } from "../../model/account";
import { pickTexts, readText, requireObject, requireText } from "../wire/answer";
import { encodeId } from "./identifiers";
import type { JsonObject, Operation } from "./operation";

/** What GetAccount is asked. */
export interface GetAccountInput {
  readonly accountId: string;
}

const OPTIONAL = { accountType: "AccountType", accountStatus: "AccountStatus", defaultLicense: "DefaultLicense" };

function readLicenses(account: JsonObject): { supportedLicenses?: readonly string[] } {
  const licenses = account["SupportedLicenses"];
  if (!Array.isArray(licenses)) return {};
  return { supportedLicenses: licenses.filter((license: unknown) => typeof license === "string") };
}

/** {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_GetAccount.html} */
export const getAccount: Operation<GetAccountInput, Account> = {
  name: "GetAccount",
  toRequest: ({ accountId }) => ({ method: "GET", path: `/accounts/${encodeId(accountId, "accountId")}`, query: {} }),
  describe: ({ accountId }) => `account ${accountId}`,
  readAnswer(body, { redact }) {
    const account = requireObject(body, "Account");
    return {
      accountId: requireText(account, "AccountId"),
      name: redact(readText(account, "Name") ?? ""),
      ...pickTexts(account, OPTIONAL),
      ...readLicenses(account),
    };
  },
};
