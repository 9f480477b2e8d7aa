import { ApiError, type ApiErrorKind } from "../../errors/apiError";
import { DEFAULT_REGION } from "../configuration/settings";
import { readRetryAfterMs } from "../retry/retryAfter";
import { readErrorAnswer, type WireResponse } from "./errorAnswer";
import { classifyError } from "./errorKind";
import { type CallContext, describeFailure, RETIRED } from "./failureMessage";

/** What the error is read with. */
export interface ErrorSurroundings {
  readonly secrets: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Where the requests go, with the base path. */
  readonly endpoint: string;
  /** Whether that is AWS itself. */
  readonly isAws: boolean;
  /** The region that requests are signed for. */
  readonly region: string;
}

const UNTRUSTED_KEYS: ReadonlySet<string> = new Set([
  "IncompleteSignature",
  "InvalidClientTokenId",
  "InvalidSignature",
  "MissingAuthenticationToken",
  "SignatureDoesNotMatch",
  "UnrecognizedClient",
]);

const SKEWED: ReadonlySet<string> = new Set(["RequestExpired", "RequestTimeTooSkewed"]);

function adviseDenied(name: string, operation: string, { region, endpoint, isAws }: ErrorSurroundings): string {
  if (name === "ExpiredToken") {
    return "The AWS credentials have expired: sign in again (aws sso login) or renew the temporary keys.";
  }
  if (SKEWED.has(name)) return "The request counts as too old or too early: set the clock of this machine.";
  if (UNTRUSTED_KEYS.has(name) && region !== DEFAULT_REGION) {
    return `Requests are signed for the region ${region}, and the service lived in ${DEFAULT_REGION}: check chime:region.`;
  }
  if (UNTRUSTED_KEYS.has(name)) {
    return isAws
      ? "The service does not accept the AWS credentials: check them with aws sts get-caller-identity."
      : `The service at ${endpoint} does not accept the AWS credentials: check that they are meant for this endpoint.`;
  }
  if (name === "") {
    return `The answer names no error of Chime's: a proxy or a gateway may have given it. Check the endpoint ${endpoint}, HTTPS_PROXY, HTTP_PROXY and NO_PROXY.`;
  }
  return `Grant chime:${operation} to the caller.`;
}

const ADVICE: Record<Exclude<ApiErrorKind, "denied" | "unknown">, string> = {
  throttled:
    "The service limits the rate: lower chime:maxRequestsPerSecond or chime:maxConcurrency, or try again later.",
  notFound: "Check the IDs, and that the credentials belong to the AWS account of this Chime account.",
  conflict: "Something else changed the same users at that moment: run it again.",
  invalid: "The service can't do what the request asks for: correct what it names.",
  unavailable: "The service has a fault of its own: try again later.",
};

function adviseOn(kind: ApiErrorKind, name: string, operation: string, surroundings: ErrorSurroundings): string {
  if (kind === "denied") return adviseDenied(name, operation, surroundings);
  // A 404 that is not the service's own: of a web server, which knows no such path.
  if (kind !== "unknown" && !(kind === "notFound" && name !== "NotFound")) return ADVICE[kind];
  return `Check the endpoint ${surroundings.endpoint} (chime:endpoint, AWS_ENDPOINT_URL_CHIME).`;
}

function advise(kind: ApiErrorKind, name: string, operation: string, surroundings: ErrorSurroundings): string {
  const advice = adviseOn(kind, name, operation, surroundings);
  const final = kind === "denied" || kind === "notFound" || kind === "unknown";
  return surroundings.isAws && final ? `${advice} ${RETIRED}` : advice;
}

/** Makes the error for an answer that refuses a request. */
export function toApiError(response: WireResponse, call: CallContext, surroundings: ErrorSurroundings): ApiError {
  const answer = readErrorAnswer(response, surroundings.secrets);
  const kind = classifyError(answer.name, response.status);
  const message = describeFailure(call, {
    what: answer.name ?? `HTTP ${response.status}`,
    facts: [
      ...(answer.name === undefined ? [] : [String(response.status)]),
      ...(answer.requestId === undefined ? [] : [`request ${answer.requestId}`]),
    ],
    advice: advise(kind, answer.name ?? "", call.operation, surroundings),
    ...(answer.message === undefined ? {} : { said: answer.message }),
  });
  const retryAfterMs = readRetryAfterMs(response.headers, surroundings.now);
  return new ApiError(message, {
    operation: call.operation,
    kind,
    httpStatus: response.status,
    attempts: call.attempts,
    ...(answer.name === undefined ? {} : { awsCode: answer.name }),
    ...(answer.message === undefined ? {} : { serviceMessage: answer.message }),
    ...(answer.requestId === undefined ? {} : { requestId: answer.requestId }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
