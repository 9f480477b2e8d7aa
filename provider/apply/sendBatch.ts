import type { CallOptions } from "../chime/callOptions";
import type { ChimeClient } from "../chime/client";
import type { UserError } from "../model/user";
import { ACTIONS } from "../plan/actions";
import type { Batch } from "../plan/batches";
import type { Change } from "../plan/verdict";
import type { Outcome } from "./outcome";
import { adviceFor, treatmentOf } from "./userErrors";

/** What the service said of the users of one batch. */
interface Answer {
  readonly refused: readonly Refusal[];
  readonly requestId?: string;
}

/** An error of one user; without a name it is not told whose. */
interface Refusal {
  /** A user ID, or an address for invitations. */
  readonly who?: string;
  readonly code?: string;
  readonly message?: string;
}

function toRefusal({ userId, errorCode, errorMessage }: UserError): Refusal {
  return {
    ...(userId === undefined ? {} : { who: userId }),
    ...(errorCode === undefined ? {} : { code: errorCode }),
    ...(errorMessage === undefined ? {} : { message: errorMessage }),
  };
}

interface Result {
  readonly userErrors: readonly UserError[];
  readonly requestId?: string;
}

function toAnswer({ userErrors, requestId }: Result): Answer {
  return { refused: userErrors.map(toRefusal), ...(requestId ? { requestId } : {}) };
}

const idsOf = (steps: readonly Change[]): string[] => steps.map((step) => step.userId);

/** What a user is called in a request, and so in its answer. */
function nameOf(step: Change): string {
  return (ACTIONS[step.action].namesBy === "email" ? (step.email ?? step.user) : step.userId).toLowerCase();
}

async function sendInvitations(
  client: ChimeClient,
  accountId: string,
  steps: readonly Change[],
  options: CallOptions,
): Promise<Answer> {
  const emails = steps.map((step) => step.email ?? step.user);
  const { invites, requestId } = await client.inviteUsers(accountId, emails, options);
  const failed = invites.filter((invite) => invite.status === "Failed" || invite.emailStatus === "Failed");
  const refused = failed.map(({ emailAddress }) => ({
    ...(emailAddress === undefined ? {} : { who: emailAddress }),
    code: "InviteFailed",
    message: "the service could not send the invitation",
  }));
  return { refused, ...(requestId ? { requestId } : {}) };
}

async function callService(
  client: ChimeClient,
  accountId: string,
  { action, steps }: Batch,
  options: CallOptions,
): Promise<Answer> {
  switch (action) {
    case "suspend":
      return toAnswer(await client.batchSuspendUser(accountId, idsOf(steps), options));
    case "unsuspend":
      return toAnswer(await client.batchUnsuspendUser(accountId, idsOf(steps), options));
    case "setLicense": {
      const items = steps.map((step) => ({ userId: step.userId, licenseType: step.to }));
      return toAnswer(await client.batchUpdateUser(accountId, items, options));
    }
    case "invite":
      return sendInvitations(client, accountId, steps, options);
  }
}

function failureOf(step: Change, { code = "Unknown", message }: Refusal, requestId: string | undefined): Outcome {
  const request = requestId ? ` (request ${requestId})` : "";
  const said = `${message ?? "the service gave no reason"}${request}`;
  return { step, done: false, code, message: `${said}.${adviceFor(code)}`, treatment: treatmentOf(code) };
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
  return batch.steps.map((step) => {
    const named = byName.get(nameOf(step));
    if (named) return failureOf(step, named, requestId);
    if (!nameless) return { step, done: true };
    const failure = failureOf(step, nameless, requestId);
    return batch.steps.length === 1 ? failure : { ...failure, treatment: "look" };
  });
}
