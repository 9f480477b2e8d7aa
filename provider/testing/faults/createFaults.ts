import { isBatch, OPERATION_NAMES, type OperationName, type ScriptedUserError } from "../operations/operation";
import type { Fault, FaultScript, UserFault } from "./fault";

/** The scripted faults, with the side that the server reads. */
export interface Faults extends FaultScript {
  /** The fault for a request that has just arrived. */
  take(operation: OperationName): Fault | undefined;
  /** The fault that fails the whole request because it names one of these users, given by every name they have. */
  takeWholeRequest(operation: OperationName, users: readonly string[]): Fault | undefined;
  takeUserFault(operation: OperationName, user: string, address?: string): ScriptedUserError | undefined;
}

type Pending<Kind> = { readonly fault: Kind; left: number };

/** Creates an empty script; `random` decides about faults that are only likely. */
export function createFaults(random: () => number): Faults {
  const queues = new Map<string, Pending<Fault>[]>();
  const standing = new Map<string, Fault>();
  const users = new Map<string, Pending<UserFault>[]>();

  const strikes = <Kind extends Fault | UserFault>(fault: Kind | undefined): Kind | undefined =>
    fault?.probability === undefined || random() < fault.probability ? fault : undefined;
  const takeFor = (user: string, matches: (fault: UserFault) => boolean): UserFault | undefined =>
    strikes(takeFirst(users.get(user.toLowerCase()), matches));

  return {
    next(operation, fault, times = 1) {
      checkOperation(operation);
      queues.set(operation, [...(queues.get(operation) ?? []), { fault, left: times }]);
    },
    always(operation, fault) {
      checkOperation(operation);
      standing.set(operation, fault);
    },
    user(user, fault) {
      checkOperation(fault.operation ?? "*");
      const key = user.toLowerCase();
      users.set(key, [...(users.get(key) ?? []), { fault, left: fault.times ?? Number.POSITIVE_INFINITY }]);
    },
    clear() {
      queues.clear();
      standing.clear();
      users.clear();
    },
    take: (operation) =>
      strikes(
        takeFirst(queues.get(operation)) ?? takeFirst(queues.get("*")) ?? standing.get(operation) ?? standing.get("*"),
      ),
    takeWholeRequest(operation, named) {
      for (const user of named) {
        const fault = takeFor(user, (candidate) => failsWhole(candidate, operation));
        if (fault !== undefined) return toRequestFault(fault);
      }
      return undefined;
    },
    takeUserFault(operation, user, address) {
      const matches = (candidate: UserFault): boolean => failsAlone(candidate, operation);
      const fault = takeFor(user, matches) ?? (address === undefined ? undefined : takeFor(address, matches));
      return fault && { error: toUserError(user, fault), applied: fault.applied === true };
    },
  };
}

function checkOperation(operation: string): void {
  if (operation !== "*" && !OPERATION_NAMES.some((name) => name === operation)) {
    throw new TypeError(`"${operation}" is not an operation; use one of ${OPERATION_NAMES.join(", ")}, or "*".`);
  }
}

function takeFirst<Kind>(
  pending: readonly Pending<Kind>[] | undefined,
  matches: (fault: Kind) => boolean = () => true,
): Kind | undefined {
  const found = pending?.find((candidate) => candidate.left > 0 && matches(candidate.fault));
  if (found !== undefined) found.left -= 1;
  return found?.fault;
}

function failsAlone(fault: UserFault, operation: OperationName): boolean {
  return fault.status === undefined && isBatch(operation) && (fault.operation ?? operation) === operation;
}

/** An operation on a single user has no UserErrors, so there a fault by code alone fails the request as well. */
function failsWhole(fault: UserFault, operation: OperationName): boolean {
  if (fault.operation === undefined) return fault.status !== undefined;
  return fault.operation === operation && (fault.status !== undefined || !isBatch(operation));
}

function toRequestFault({ code, status, message }: UserFault): Fault {
  return {
    status: status ?? 400,
    name: code.endsWith("Exception") ? code : `${code}Exception`,
    ...(message === undefined ? {} : { message }),
  };
}

function toUserError(user: string, { code, message }: UserFault): ScriptedUserError["error"] {
  return { UserId: user, ErrorCode: code, ErrorMessage: message ?? `${code} for user ${user}` };
}
