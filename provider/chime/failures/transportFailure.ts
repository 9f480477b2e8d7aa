import { TransportError, type TransportErrorKind } from "../../errors/transportError";
import { DEFAULT_ENDPOINT } from "../configuration/endpoint";
import { type CallContext, describeFailure, RETIRED } from "./failureMessage";
import { findFaultyProxy } from "./proxyFault";

const KIND_BY_CODE: Readonly<Record<string, TransportErrorKind>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ENETDOWN: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  ETIMEDOUT: "timeout",
  ENOTFOUND: "dns",
  EPROTO: "tls",
  // undici: the server hung up, or the body ended too early.
  UND_ERR_SOCKET: "reset",
  UND_ERR_INFO: "reset",
  UND_ERR_PRX_CONN: "reset",
  ERR_STREAM_PREMATURE_CLOSE: "reset",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  UND_ERR_HEADERS_OVERFLOW: "malformed",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "malformed",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "malformed",
  UND_ERR_PRX_TLS: "tls",
  UND_ERR_CLOSED: "aborted",
  UND_ERR_DESTROYED: "aborted",
};

const KIND_BY_PREFIX: readonly [RegExp, TransportErrorKind][] = [
  [/^EAI_/, "dns"],
  [/^HPE_/, "malformed"],
  [/^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|CRL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH)/, "tls"],
];

function propertyOf(error: unknown, name: "code" | "message" | "name"): string {
  const value: unknown = typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === "string" ? value : "";
}

/** The kind for the status that a proxy answered with: its own passing faults are worth another try. */
function kindOfProxyStatus(message: string): TransportErrorKind | undefined {
  const status = /^Proxy (?:response|Authentication Required) \((\d{3})\)/.exec(message)?.[1];
  if (status === undefined) return undefined;
  return status.startsWith("5") ? "refused" : "proxy";
}

/** What a fault of undici or of Node's network layer comes down to. */
export function classifyFault(error: unknown): TransportErrorKind {
  const code = propertyOf(error, "code");
  const byProxy = kindOfProxyStatus(propertyOf(error, "message"));
  if (byProxy) return byProxy;
  if (Object.hasOwn(KIND_BY_CODE, code)) return KIND_BY_CODE[code] ?? "unknown";
  // The parser's errors have a code for some faults and none for others.
  if (propertyOf(error, "name") === "HTTPParserError") return "malformed";
  return KIND_BY_PREFIX.find(([prefix]) => prefix.test(code))?.[1] ?? "unknown";
}

const WHAT: Record<TransportErrorKind, string> = {
  timeout: "no answer in time",
  refused: "connection refused",
  reset: "connection lost before the whole answer was there",
  unreachable: "host unreachable",
  dns: "host name not found",
  tls: "no trusted TLS connection",
  proxy: "the proxy refuses the connection",
  malformed: "the answer cannot be read",
  aborted: "stopped by the caller",
  deadline: "the time allowed for it is over",
  unknown: "network fault",
};

function advise(
  kind: TransportErrorKind,
  { changes, attempts }: CallContext,
  origin: string,
  proxy: string | undefined,
): string {
  const isStopped = kind === "aborted" || kind === "deadline";
  if (isStopped && changes && attempts > 0) return "Whether the service carried it out is not known.";
  if (kind === "aborted") return "";
  if (kind === "tls") return "If your own authority signs the certificate, name its PEM file in AWS_CA_BUNDLE.";
  if (kind === "proxy") return "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.";
  if (kind === "malformed") return `Check that ${origin} is a Chime endpoint.`;
  if (proxy !== undefined) {
    return `The proxy ${proxy} (HTTPS_PROXY, HTTP_PROXY) can't be reached: check it, or name the endpoint in NO_PROXY.`;
  }
  return `Check the network and the endpoint ${origin}.`;
}

/** What is known of a request that got no usable answer. */
interface Fault {
  readonly cause?: unknown;
  /** More than the code of the cause says. */
  readonly detail?: string;
  /** The proxy that the request went through, unless the endpoint is excepted. */
  readonly proxy?: string | undefined;
}

/** Makes the error for a request that got no usable answer. */
export function toTransportError(
  kind: TransportErrorKind,
  call: CallContext,
  origin: string,
  { cause, detail = propertyOf(cause, "code"), proxy }: Fault = {},
): TransportError {
  const faultyProxy = findFaultyProxy(cause, proxy, origin);
  const isOther = ["aborted", "deadline", "tls", "proxy"].includes(kind) || faultyProxy !== undefined;
  const isService = !isOther && origin === DEFAULT_ENDPOINT.origin;
  const retired = isService ? ` ${RETIRED}` : "";
  const message = describeFailure(call, {
    what: WHAT[kind],
    facts: detail === "" ? [] : [detail],
    advice: `${advise(kind, call, origin, faultyProxy)}${retired}`,
  });
  const details = { operation: call.operation, kind, attempts: call.attempts };
  return new TransportError(message, details, cause === undefined ? {} : { cause });
}
