import type { IncomingMessage } from "node:http";
import { faultAnswer, isApplied } from "../faults/applyFault";
import type { OperationCall } from "../operations/operation";
import { OPERATION_TABLE } from "../operations/operationTable";
import { ServiceError } from "../serviceError";
import { verifySignature } from "../signature/verifySignature";
import { type Answer, jsonAnswer } from "./answer";
import { serviceErrorAnswer } from "./errorAnswer";
import { namedUsers } from "./namedUsers";
import { parseJsonBody } from "./readRequestBody";
import { route } from "./route";
import { splitTarget } from "./splitTarget";
import type { Service, Work } from "./work";

/** Works on one request and returns its answer, an error's where anything is wrong. Never throws. */
export function answerRequest(
  request: IncomingMessage,
  body: Buffer | ServiceError,
  service: Service,
  work: Work,
): Answer {
  try {
    if (body instanceof ServiceError) throw body;
    admit(request, body, service, work);
    return runCall(readCall(request, body), service, work);
  } catch (error) {
    const failure = error instanceof ServiceError ? error : new ServiceError("ServiceFailure", `${error}`);
    work.error = `${failure.errorName}Exception`;
    return serviceErrorAnswer(failure);
  }
}

/** The checks that come before any operation: the signature, then the pace. */
function admit(request: IncomingMessage, body: Buffer, service: Service, work: Work): void {
  work.call = describeCall(request, body);
  const target = splitTarget(request.url ?? "");
  const signed = { method: request.method ?? "", target, headers: request.headersDistinct, body };
  work.signingRegion = verifySignature(signed, service.credentials, service.now());
  if (service.bucket?.take() === false) {
    work.cause = "rate limit";
    throw new ServiceError("ThrottledClient", "Rate exceeded");
  }
}

/** The call as far as it can be read, for the journal. */
function describeCall(request: IncomingMessage, body: Buffer): OperationCall | undefined {
  return quietly(() => readCall(request, body)) ?? quietly(() => readCall(request, Buffer.alloc(0)));
}

function readCall(request: IncomingMessage, body: Buffer): OperationCall {
  const asked = route(request.method ?? "", splitTarget(request.url ?? ""));
  const isWithoutBody = request.method === "GET" || asked.operation === "LogoutUser";
  return { ...asked, body: isWithoutBody ? {} : parseJsonBody(body) };
}

function runCall(call: OperationCall, service: Service, work: Work): Answer {
  const { faults } = service;
  const fault = faults.take(call.operation) ?? faults.takeWholeRequest(call.operation, knownNames(call, service));
  if (fault === undefined) return runOperation(call, service, work);
  work.fault = fault;
  if (Object.keys(fault).length > 0) work.cause = "fault";
  return faultAnswer(fault, isApplied(fault) ? runOperation(call, service, work) : undefined);
}

/** The users that a request names, by ID and by address. */
function knownNames(call: OperationCall, { store }: Service): string[] {
  const record = store.find(call.accountId);
  return namedUsers(call).flatMap((name) => {
    const byId = record?.user(name);
    const users = byId === undefined ? (record?.usersByAddress(name) ?? []) : [byId];
    return [name, ...users.flatMap((user) => [user.UserId, user.PrimaryEmail ?? user.UserId])];
  });
}

function runOperation(call: OperationCall, service: Service, work: Work): Answer {
  const result = OPERATION_TABLE[call.operation](call, {
    store: service.store,
    timestamp: () => new Date(service.now()).toISOString(),
    takeUserFault: service.faults.takeUserFault,
  });
  work.result = result;
  return result.body === undefined ? { status: result.status, headers: {} } : jsonAnswer(result.status, result.body);
}

function quietly<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
