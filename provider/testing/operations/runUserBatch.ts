import type { User, UserError } from "../shapes";
import type { AccountRecord } from "../store";
import type { OperationContext, OperationName, OperationResult } from "./operation";

/** One user's share of a batch: changes the user, or says why not. */
export type UserChange = (user: User) => Omit<UserError, "UserId"> | undefined;

/**
 * Runs a batch user by user. What fails for one is an entry of UserErrors and does not stop the others; an ID that comes
 * twice is worked on once for each change and reported once.
 */
export function runUserBatch(
  operation: OperationName,
  record: AccountRecord,
  changes: Iterable<readonly [userId: string, change: UserChange]>,
  context: OperationContext,
): OperationResult {
  const errors = new Map<string, UserError>();
  for (const [userId, change] of changes) {
    const error = changeUser(operation, record, userId, change, context);
    if (error !== undefined) errors.set(userId, error);
  }
  return { status: 200, body: { UserErrors: [...errors.values()] } };
}

function changeUser(
  operation: OperationName,
  record: AccountRecord,
  userId: string,
  change: UserChange,
  context: OperationContext,
): UserError | undefined {
  const user = record.user(userId);
  const fault = context.takeUserFault(operation, userId, user?.PrimaryEmail);
  if (fault !== undefined && !fault.applied) return fault.error;
  if (user === undefined) {
    return fault?.error ?? { UserId: userId, ErrorCode: "NotFound", ErrorMessage: `User ${userId} not found` };
  }
  const refusal = change(user);
  return fault?.error ?? (refusal === undefined ? undefined : { UserId: userId, ...refusal });
}
