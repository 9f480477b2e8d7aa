import type { ApiErrorKind } from "../../errors/apiError";

/** Names without their `Exception`; both the long and the short forms are seen on the wire. */
const KIND_BY_NAME: Readonly<Record<string, ApiErrorKind>> = {
  AccessDenied: "denied",
  ExpiredToken: "denied",
  Forbidden: "denied",
  IncompleteSignature: "denied",
  InvalidClientTokenId: "denied",
  InvalidSignature: "denied",
  MissingAuthenticationToken: "denied",
  NotAuthorized: "denied",
  OptInRequired: "denied",
  RequestExpired: "denied",
  RequestTimeTooSkewed: "denied",
  SignatureDoesNotMatch: "denied",
  Unauthorized: "denied",
  UnauthorizedClient: "denied",
  UnrecognizedClient: "denied",
  NotFound: "notFound",
  ResourceNotFound: "notFound",
  Conflict: "conflict",
  PreconditionFailed: "conflict",
  BadRequest: "invalid",
  ResourceLimitExceeded: "invalid",
  Unprocessable: "invalid",
  UnprocessableEntity: "invalid",
  Validation: "invalid",
  ValidationError: "invalid",
  InternalFailure: "unavailable",
  InternalServerError: "unavailable",
  ServiceFailure: "unavailable",
  ServiceUnavailable: "unavailable",
};

const KIND_BY_STATUS: Readonly<Record<number, ApiErrorKind>> = {
  400: "invalid",
  401: "denied",
  403: "denied",
  404: "notFound",
  409: "conflict",
  410: "notFound",
  412: "conflict",
  413: "invalid",
  422: "invalid",
};

/** The statuses of a passing fault, whatever the error is called. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/**
 * Names that ask for a slower pace. Wider than the AWS SDKs' list, which lacks Chime's own `ThrottledClient`:
 * they recognize it by the status 429 alone.
 */
const THROTTLING_NAME = /throttl|^TooManyRequests|^SlowDown$|^(Request|Bandwidth)LimitExceeded$/i;

/** Whether an error name, of a request or of one user, asks for a slower pace. */
export function isThrottlingName(name: string): boolean {
  return THROTTLING_NAME.test(name);
}

/** What an error answer comes down to: throttling and passing faults first, then the name, then the status. */
export function classifyError(name: string | undefined, httpStatus: number): ApiErrorKind {
  if (httpStatus === 429 || (name !== undefined && isThrottlingName(name))) return "throttled";
  if (PASSING_STATUSES.has(httpStatus)) return "unavailable";
  const byName = name !== undefined && Object.hasOwn(KIND_BY_NAME, name) ? KIND_BY_NAME[name] : undefined;
  return byName ?? KIND_BY_STATUS[httpStatus] ?? "unknown";
}
