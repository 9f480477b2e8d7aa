import type { ChimeClient } from "../chime/client";
import type { UserError } from "../model/user";
import type { Batch } from "../plan/batches";
import type { Step } from "../plan/plan";
import type { Outcome } from "./outcome";

/** What the service said of the users of one batch. */
interface Answer {
  /** By user ID, or by address for invitations. */
  readonly refused: ReadonlyMap<string, UserError>;
  readonly requestId?: string;
}

function refusedById(userErrors: readonly UserError[]): Map<string, UserError> {
  return new Map(userErrors.flatMap((error) => (error.userId === undefined ? [] : [[error.userId, error] as const])));
}

const idsOf = (steps: readonly Step[]): string[] => steps.map((step) => step.userId);

async function callService(client: ChimeClient, accountId: string, { action, steps }: Batch): Promise<Answer> {
  switch (action) {
    case "suspend": {
      const { userErrors, requestId } = await client.batchSuspendUser(accountId, idsOf(steps));
      return { refused: refusedById(userErrors), ...(requestId ? { requestId } : {}) };
    }
    case "unsuspend": {
      const { userErrors, requestId } = await client.batchUnsuspendUser(accountId, idsOf(steps));
      return { refused: refusedById(userErrors), ...(requestId ? { requestId } : {}) };
    }
    case "setLicense": {
      const items = steps.map((step) => ({ userId: step.userId, licenseType: step.to }));
      const { userErrors, requestId } = await client.batchUpdateUser(accountId, items);
      return { refused: refusedById(userErrors), ...(requestId ? { requestId } : {}) };
    }
    case "invite": {
      const emails = steps.map((step) => step.email ?? step.user);
      const { invites, requestId } = await client.inviteUsers(accountId, emails);
      const failed = invites.filter((invite) => invite.status === "Failed" || invite.emailStatus === "Failed");
      const refused = failed.map((invite): [string, UserError] => [
        invite.emailAddress?.toLowerCase() ?? "",
        { errorCode: "InviteFailed", errorMessage: "the service could not send the invitation" },
      ]);
      return { refused: new Map(refused), ...(requestId ? { requestId } : {}) };
    }
  }
}

function outcomeOf(step: Step, answer: Answer): Outcome {
  const key = step.action === "invite" ? (step.email ?? step.user).toLowerCase() : step.userId;
  const error = answer.refused.get(key);
  if (!error) return { step, done: true };
  const request = answer.requestId ? ` (request ${answer.requestId})` : "";
  const message = `${error.errorMessage ?? "the service gave no reason"}${request}`;
  return { step, done: false, code: error.errorCode ?? "Unknown", message };
}

/** Sends one batch and tells of each of its users how it went. Users whom the service does not name are done. */
export async function sendBatch(client: ChimeClient, accountId: string, batch: Batch): Promise<Outcome[]> {
  const answer = await callService(client, accountId, batch);
  return batch.steps.map((step) => outcomeOf(step, answer));
}
