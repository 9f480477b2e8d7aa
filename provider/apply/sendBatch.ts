import type { CallOptions } from "../chime/callOptions";
import type { ChimeClient } from "../chime/client";
import type { UserError } from "../model/user";
import type { UserId } from "../model/userKey";
import { ACTIONS } from "../plan/actions";
import type { Batch } from "../plan/batches";
import type { Change } from "../plan/verdict";
import type { Outcome } from "./outcome";
import { adviceFor, INVITE_ERRORS, INVITE_FAILED, INVITE_MISSING, mayBeDone, treatmentOf } from "./userErrors";

/** What the service said of the users of one batch. */
interface Answer {
  readonly refused: readonly Refusal[];
  readonly requestId: string | undefined;
}

/** An error of one user; without a name it is not told whose. */
interface Refusal {
  /** A user ID, or an address for invitations. */
  readonly who: string | undefined;
  readonly code: string | undefined;
  readonly message: string | undefined;
}

function toRefusal({ userId, errorCode, errorMessage }: UserError): Refusal {
  return { who: userId, code: errorCode, message: errorMessage };
}

interface Result {
  readonly userErrors: readonly UserError[];
  readonly requestId?: string;
}

function toAnswer({ userErrors, requestId }: Result): Answer {
  return { refused: userErrors.map(toRefusal), requestId };
}

const idsOf = (changes: readonly Change[]): UserId[] => changes.map((change) => change.userId);

/** What a user is called in a request, and so in its answer. */
function nameInRequest(change: Change): string {
  return (ACTIONS[change.action].namesBy === "email" ? (change.email ?? change.user) : change.userId).toLowerCase();
}

function inviteRefusal(who: string | undefined, code: keyof typeof INVITE_ERRORS): Refusal {
  return { who, code, message: INVITE_ERRORS[code].means };
}

async function sendInvitations(
  client: ChimeClient,
  accountId: string,
  changes: readonly Change[],
  options: CallOptions,
): Promise<Answer> {
  const emails = changes.map((change) => change.email ?? change.user);
  const { invites, requestId } = await client.inviteUsers(accountId, emails, options);
  const failed = invites.filter((invite) => invite.status === "Failed" || invite.emailStatus === "Failed");
  const answered = new Set(invites.map(({ emailAddress }) => emailAddress?.toLowerCase()));
  const missing = emails.filter((email) => !answered.has(email.toLowerCase()));
  const refused = [
    ...failed.map(({ emailAddress }) => inviteRefusal(emailAddress, INVITE_FAILED)),
    ...missing.map((email) => inviteRefusal(email, INVITE_MISSING)),
  ];
  return { refused, requestId };
}

async function callService(
  client: ChimeClient,
  accountId: string,
  { action, changes }: Batch,
  options: CallOptions,
): Promise<Answer> {
  switch (action) {
    case "suspend":
      return toAnswer(await client.batchSuspendUser(accountId, idsOf(changes), options));
    case "unsuspend":
      return toAnswer(await client.batchUnsuspendUser(accountId, idsOf(changes), options));
    case "setLicense": {
      const items = changes.map((change) => ({ userId: change.userId, licenseType: change.to }));
      return toAnswer(await client.batchUpdateUser(accountId, items, options));
    }
    case "invite":
      return sendInvitations(client, accountId, changes, options);
  }
}

function failureOf(change: Change, { code = "Unknown", message }: Refusal, requestId: string | undefined): Outcome {
  const request = requestId ? ` (request ${requestId})` : "";
  // A full stop of the service's own would be the second one.
  const words = message?.trim().replace(/\.$/, "") || "the service gave no reason";
  const said = `${words}${request}. ${adviceFor(code)}`;
  return { change, done: false, code, message: said, treatment: treatmentOf(code), lost: mayBeDone(code) };
}

/**
 * Sends one batch and tells of each of its users how it went. Users whom the service does not name are done, unless it
 * names nobody for one of its errors: then it may be any of them. Users who were not sent are none of ours.
 */
export async function sendBatch(
  client: ChimeClient,
  accountId: string,
  batch: Batch,
  options: CallOptions,
): Promise<Outcome[]> {
  const { refused, requestId } = await callService(client, accountId, batch, options);
  const byName = new Map(
    refused.flatMap((refusal) => (refusal.who ? [[refusal.who.toLowerCase(), refusal] as const] : [])),
  );
  const nameless = refused.find(({ who }) => !who);
  return batch.changes.map((change) => {
    const named = byName.get(nameInRequest(change));
    if (named) return failureOf(change, named, requestId);
    if (!nameless) return { change, done: true, gone: false };
    const failure = failureOf(change, nameless, requestId);
    return batch.changes.length === 1 ? failure : { ...failure, treatment: "look" };
  });
}
