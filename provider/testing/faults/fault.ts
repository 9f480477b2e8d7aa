import type { OperationName } from "../operations/operation";
import type { ErrorCode } from "../shapes";

export const ERROR_FORMS = [
  "standard",
  "headerOnly",
  "headerUri",
  "headerNamespace",
  "Code",
  "code",
  "__type",
  "short",
  "unnamed",
  "empty",
  "html",
  "array",
  "nullCode",
] as const;

/**
 * How an error answer carries its name:
 * - `standard`: as the service does, header `x-amzn-ErrorType: NotFoundException` and body `{"Code": "NotFound", ...}`
 * - `headerOnly`, `headerUri` (`NotFoundException:http://...`), `headerNamespace` (`com.amazonaws.chime#NotFoundException`):
 *   the name is in the header alone
 * - `Code`, `code`, `__type`: the name is in that member of the body alone
 * - `short`: header and body say `NotFound`, without the suffix
 * - `unnamed`: a body with a message only; `nullCode`: the same with `"Code": null`
 * - `empty`: no body; `html`: a page as a proxy would send; `array`: a JSON array
 *
 * @useDeclaredType
 */
export type ErrorForm = (typeof ERROR_FORMS)[number];

export const CONNECTION_FAULTS = ["drop", "reset", "hang", "truncate", "malformed"] as const;

/**
 * What happens to an answer on its way:
 * - `drop`: the connection is closed before any header; `reset`: the same with a TCP reset; `hang`: nothing ever comes
 * - `truncate`: the headers and half of the body, then the connection is closed
 * - `malformed`: half of the body with a length to match, so that it is complete but not JSON
 *
 * @useDeclaredType
 */
export type ConnectionFault = (typeof CONNECTION_FAULTS)[number];

/** What goes wrong with one request. An empty fault lets the request through, to leave a gap in a script. */
export interface Fault {
  /** The HTTP status to answer. 400 and above answers an error. */
  readonly status?: number;
  /** The error's name, such as `ThrottledClientException`. Default: the API's name for the status. */
  readonly name?: string;
  /** The error's message. Default: `Scripted fault`. */
  readonly message?: string;
  /** How the answer carries the error's name. Default: `standard`. */
  readonly form?: ErrorForm;
  /** The body to answer, instead of the operation's or the error's own. */
  readonly body?: string;
  /** Headers to answer besides the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Header `Retry-After`: seconds, or an HTTP date. */
  readonly retryAfter?: number | string;
  /** Header `x-amz-retry-after`, in milliseconds. */
  readonly retryAfterMs?: number;
  /** What happens to the answer on its way. Default: nothing. */
  readonly connection?: ConnectionFault;
  /** Milliseconds to wait before the headers, on top of the server's own latency. */
  readonly latencyMs?: number;
  /** Milliseconds to wait between the headers and the body. */
  readonly bodyDelayMs?: number;
  /** Milliseconds that the `Date` header is off. */
  readonly dateSkewMs?: number;
  /**
   * Whether the operation is carried out before its answer is replaced or lost. Default: true, except with an error
   * status, `drop`, `reset` and `hang`.
   */
  readonly applied?: boolean;
  /** How likely it is, from 0 to 1, each time that it would strike; a `next` that is spared is used up. Default: 1. */
  readonly probability?: number;
}

/** What goes wrong with one user wherever a request names them. */
export interface UserFault {
  /** The operation that it strikes. Default: the batch operations and InviteUsers with `code` alone; every operation that names the user with `status`. */
  readonly operation?: OperationName;
  /** The ErrorCode of the UserErrors entry, or the error's name where the whole request fails. */
  readonly code: ErrorCode | (string & {});
  /** The ErrorMessage of the entry, or the error's message. Default: the code and the user's ID. */
  readonly message?: string;
  /** How many times. Default: until `clear()`. */
  readonly times?: number;
  /** Answers this HTTP status for the whole request that names the user, and does nothing for anyone. */
  readonly status?: number;
  /** The change is made although it is reported as failed. Default: false. Without effect beside `status`. */
  readonly applied?: boolean;
  /** How likely it is, from 0 to 1, each time that it would strike; one of its `times` that is spared is used up. Default: 1. */
  readonly probability?: number;
}

/** Scripts what goes wrong. `"*"` stands for any of the operations. */
export interface FaultScript {
  /** The next `times` requests (default 1) of the operation; calls line up one after the other. */
  next(operation: OperationName | "*", fault: Fault, times?: number): void;
  /** Every request of the operation that `next` does not cover. A second call replaces the first. */
  always(operation: OperationName | "*", fault: Fault): void;
  /** Every request that names this user; give the ID or the address. A second call adds to the first. */
  user(user: string, fault: UserFault): void;
  /** Forgets everything scripted. */
  clear(): void;
}
