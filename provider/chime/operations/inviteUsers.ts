import { InputError } from "../../errors/inputError";
import { EMAILS_PER_INVITE } from "../../model/limits";
import { countOf, shorten } from "../../model/names";
import type { Invite } from "../../model/user";
import { pickTexts, readObjects } from "../wire/answer";
import { checkBatchSize, encodeId } from "./identifiers";
import type { Operation } from "./operation";

/** What InviteUsers is asked. */
export interface InviteUsersInput {
  readonly accountId: string;
  readonly emails: readonly string[];
}

/** The invitations that the service made. */
export interface InviteResult {
  readonly invites: readonly Invite[];
  readonly requestId?: string;
}

const MEMBERS = { emailAddress: "EmailAddress", status: "Status", emailStatus: "EmailStatus" };

/** The service's own pattern for an address. */
const EMAIL = /.+@.+\..+/;

/** {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_InviteUsers.html} */
export const inviteUsers: Operation<InviteUsersInput, InviteResult> = {
  name: "InviteUsers",
  toRequest({ accountId, emails }) {
    checkBatchSize(emails.length, EMAILS_PER_INVITE, "emails");
    for (const [index, email] of emails.entries()) {
      if (!EMAIL.test(email)) throw new InputError(`emails[${index}]`, `is no email address: ${shorten(email)}.`);
    }
    return {
      method: "POST",
      path: `/accounts/${encodeId(accountId, "accountId")}/users`,
      query: { operation: "add" },
      body: JSON.stringify({ UserEmailList: emails }),
    };
  },
  describe: ({ accountId, emails }) => `${countOf(emails.length, "invitation")} in account ${accountId}`,
  readAnswer(body, { requestId }) {
    const invites = readObjects(body, "Invites").map((invite) => pickTexts(invite, MEMBERS));
    return requestId === undefined ? { invites } : { invites, requestId };
  },
};
