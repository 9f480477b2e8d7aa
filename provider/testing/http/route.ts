import type { OperationCall, OperationName } from "../operations/operation";
import { ServiceError } from "../serviceError";
import { decode, queryPairs, type Target } from "./splitTarget";

/** What a request is for; the body is read later. */
export type Route = Omit<OperationCall, "body">;

type Choice = OperationName | "unknown" | "wrong method";

/** Finds the operation by method, path and the query's `operation`. Throws ServiceError where there is none. */
export function route(method: string, target: Target): Route {
  const [accounts, ...labels] = pathSegments(target.path);
  if (accounts !== "accounts") throw unknownOperation(method);
  const query = readQuery(target.query);
  const operation = chooseOperation(method, labels, query.get("operation") ?? "");
  if (operation === "unknown") throw unknownOperation(method);
  if (operation === "wrong method") {
    const allow = labels.length > 1 ? "GET, POST" : "GET";
    throw new ServiceError("MethodNotAllowed", `${method} is not allowed here.`, { Allow: allow });
  }
  return { operation, accountId: readLabel(labels, 0, "accountId"), userId: readLabel(labels, 2, "userId"), query };
}

/**
 * Decoded segments, from `accounts` on. Leading empty ones are dropped, since clients double the slash after a base path
 * that ends in one, and `/console`, the base path of AWS's old samples, is dropped too. An empty one further on is an ID
 * that the client left empty. Decoding comes after splitting, so `%2F` stays inside its ID.
 */
function pathSegments(path: string): string[] {
  const withoutBase = path.replace(/^\/*(console(?=\/))?\/*/, "");
  const segments = withoutBase.split("/");
  if (segments.some((segment) => segment === "." || segment === "..")) {
    throw new ServiceError("BadRequest", "The path must not hold the segments '.' and '..'.");
  }
  return segments.map(decode);
}

function readQuery(query: string): Map<string, string> {
  const pairs = queryPairs(query);
  const values = new Map(pairs);
  if (values.size !== pairs.length) throw new ServiceError("BadRequest", "A query parameter is given twice.");
  return values;
}

function chooseOperation(method: string, labels: readonly string[], operation: string): Choice {
  const [, users] = labels;
  if (labels.length > 3 || (labels.length > 1 && users !== "users")) return "unknown";
  switch (labels.length) {
    case 0:
      return method === "GET" ? "ListAccounts" : "wrong method";
    case 1:
      return method === "GET" ? "GetAccount" : "wrong method";
    case 2:
      return chooseForUsers(method, operation);
    default:
      return chooseForUser(method, operation);
  }
}

function chooseForUsers(method: string, operation: string): Choice {
  if (method !== "POST") return method === "GET" ? "ListUsers" : "wrong method";
  switch (operation) {
    case "":
      return "BatchUpdateUser";
    case "suspend":
      return "BatchSuspendUser";
    case "unsuspend":
      return "BatchUnsuspendUser";
    case "add":
      return "InviteUsers";
    default:
      return "unknown";
  }
}

function chooseForUser(method: string, operation: string): Choice {
  if (method !== "POST") return method === "GET" ? "GetUser" : "wrong method";
  switch (operation) {
    case "":
      return "UpdateUser";
    case "logout":
      return "LogoutUser";
    default:
      return "unknown";
  }
}

/** A label of the path, where the path has it. */
function readLabel(labels: readonly string[], index: number, name: string): string {
  const label = labels[index];
  if (label !== undefined && !/\S/.test(label)) throw new ServiceError("BadRequest", `${name} must not be blank.`);
  return label ?? "";
}

function unknownOperation(method: string): ServiceError {
  return new ServiceError("UnknownOperation", `There is no operation for this ${method} request.`);
}
