import type { CallOptions } from "../chime/callOptions";
import type { ChimeClient } from "../chime/client";
import { ApiError } from "../errors/apiError";
import type { User } from "../model/user";
import type { Step } from "../plan/plan";
import type { Failure, Outcome } from "./outcome";

/** What a user is looked at with. */
export interface Sight {
  readonly client: ChimeClient;
  readonly accountId: string;
  readonly team: boolean;
  readonly options: CallOptions;
}

/** Whether a step is as good as done, seen how the user is. */
function isDone({ action, to }: Step, user: User, team: boolean): boolean {
  if (action === "suspend") return !team && user.registrationStatus === "Suspended";
  if (action === "unsuspend") return user.registrationStatus !== "Suspended";
  return action === "invite" || user.licenseType === to;
}

/** What it means for a step that the account does not have the user. */
function outcomeOfAbsence(failure: Failure, team: boolean): Outcome | "again" {
  const { step } = failure;
  if (step.action === "invite") return "again";
  if (step.action === "suspend" && team) return { step, done: true };
  if (step.reason === "leaving") return { step, done: true, gone: true };
  return { ...failure, code: "NotFound", message: "not in the account any more", treatment: "final" };
}

function find({ client, accountId, options }: Sight, step: Step): Promise<User | undefined> {
  if (step.action === "invite") return client.findUserByEmail(accountId, step.email ?? step.user, options);
  return client.getUser(accountId, step.userId, options).catch((error: unknown) => {
    if (ApiError.isInstance(error) && error.kind === "notFound") return undefined;
    throw error;
  });
}

/**
 * Looks at a user whose step failed in a way that does not tell how things stand: it may be done all the same, it may
 * have to be sent again, or there is nobody left to do it to. A user who can't be looked at stays failed.
 */
export async function lookAgain(sight: Sight, failure: Failure): Promise<Outcome | "again"> {
  try {
    const user = await find(sight, failure.step);
    if (!user) return outcomeOfAbsence(failure, sight.team);
    return isDone(failure.step, user, sight.team) ? { step: failure.step, done: true } : "again";
  } catch {
    return failure;
  }
}
