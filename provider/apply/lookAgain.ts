import type { CallOptions } from "../chime/callOptions";
import type { ChimeClient } from "../chime/client";
import { isNotFound } from "../errors/isNotFound";
import type { User } from "../model/user";
import { ACTIONS, isDone, removes } from "../plan/actions";
import { membershipOf } from "../plan/cause";
import type { Change } from "../plan/verdict";
import type { Failure, Outcome } from "./outcome";

/** What a user is looked at with. */
export interface Sight {
  readonly client: ChimeClient;
  readonly accountId: string;
  readonly team: boolean;
  readonly options: CallOptions;
}

/** What it means for a change that the account does not have the user. */
function outcomeOfAbsence(failure: Failure, team: boolean): Outcome | "again" {
  const { change } = failure;
  if (ACTIONS[change.action].namesBy === "email") return "again";
  if (removes(change.action, team)) return { change, done: true, gone: false };
  if (membershipOf(change.cause) === "leaving") return { change, done: true, gone: true };
  return { ...failure, code: "NotFound", message: "not in the account any more", treatment: "final" };
}

async function find({ client, accountId, options }: Sight, change: Change): Promise<User | undefined> {
  if (ACTIONS[change.action].namesBy === "email") {
    const [user] = await client.findUsersByEmail(accountId, change.email ?? change.user, options);
    return user;
  }
  return client.getUser(accountId, change.userId, options).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
}

/**
 * Looks at a user whose change failed in a way that does not tell how things stand: it may be done all the same, it may
 * have to be sent again, or there is nobody left to do it to. A user who can't be looked at stays failed.
 */
export async function lookAgain(sight: Sight, failure: Failure): Promise<Outcome | "again"> {
  try {
    const user = await find(sight, failure.change);
    if (!user) return outcomeOfAbsence(failure, sight.team);
    return isDone(user, failure.change, sight.team) ? { change: failure.change, done: true, gone: false } : "again";
  } catch {
    return failure;
  }
}
