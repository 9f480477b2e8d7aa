import type { UserError } from "../shapes";
import type { Store } from "../store";

/** The operations that the server answers. */
export const OPERATION_NAMES = [
  "GetAccount",
  "ListAccounts",
  "ListUsers",
  "GetUser",
  "UpdateUser",
  "LogoutUser",
  "InviteUsers",
  "BatchSuspendUser",
  "BatchUnsuspendUser",
  "BatchUpdateUser",
] as const;

/** One of the operations of user administration. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_Operations.html} @useDeclaredType */
export type OperationName = (typeof OPERATION_NAMES)[number];

/** The member of the body that lists users, of operations that take many of them; undefined of all others. */
export const USER_LISTS: Readonly<Record<OperationName, string | undefined>> = {
  GetAccount: undefined,
  ListAccounts: undefined,
  ListUsers: undefined,
  GetUser: undefined,
  UpdateUser: undefined,
  LogoutUser: undefined,
  InviteUsers: "UserEmailList",
  BatchSuspendUser: "UserIdList",
  BatchUnsuspendUser: "UserIdList",
  BatchUpdateUser: "UpdateUserRequestItems",
};

/** Whether an operation takes many users, each of which can fail by itself. */
export function isBatch(operation: OperationName): boolean {
  return USER_LISTS[operation] !== undefined;
}

/** Parsed JSON whose root is an object. */
export type JsonObject = { readonly [member: string]: unknown };

/** One request, taken apart. */
export interface OperationCall {
  readonly operation: OperationName;
  readonly accountId: string;
  readonly userId: string;
  readonly query: ReadonlyMap<string, string>;
  readonly body: JsonObject;
}

export interface OperationResult {
  readonly status: number;
  readonly body?: JsonObject;
}

/** What an operation may use besides its request. */
export interface OperationContext {
  readonly store: Store;
  /** The time as the wire wants it: ISO 8601 in UTC with milliseconds. */
  readonly timestamp: () => string;
  /** The failure scripted for this user by ID or address, if any; taking it counts it as used. */
  readonly takeUserFault: (operation: OperationName, user: string, address?: string) => ScriptedUserError | undefined;
}

export interface ScriptedUserError {
  readonly error: UserError;
  /** The change is made although it is answered as failed. */
  readonly applied: boolean;
}

export type Operation = (call: OperationCall, context: OperationContext) => OperationResult;
