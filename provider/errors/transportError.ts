import { ChimeUsersError } from "./chimeUsersError";

/**
 * Why there is no usable answer. `aborted` and `deadline` are the caller's own wish; `malformed` is an answer
 * that cannot be read; `proxy` is a proxy that refuses.
 * @public
 */
export type TransportErrorKind =
  | "timeout"
  | "refused"
  | "reset"
  | "unreachable"
  | "dns"
  | "tls"
  | "proxy"
  | "malformed"
  | "aborted"
  | "deadline"
  | "unknown";

/** What a TransportError is made of. @public */
export interface TransportErrorDetails {
  /** The operation as AWS names it: `BatchSuspendUser`. */
  readonly operation: string;
  readonly kind: TransportErrorKind;
  /** How often the request was sent. */
  readonly attempts: number;
}

/**
 * There was no answer, or none that can be read. Whether the service did what was asked is not known. The
 * fault of the network layer is the `cause`.
 * @public
 */
export class TransportError extends ChimeUsersError {
  override readonly name: string = "TransportError";
  readonly code: string = "CHIME_USERS_TRANSPORT";
  readonly operation: string;
  readonly kind: TransportErrorKind;
  readonly attempts: number;

  constructor(message: string, details: TransportErrorDetails, options?: ErrorOptions) {
    super(message, options);
    this.operation = details.operation;
    this.kind = details.kind;
    this.attempts = details.attempts;
  }

  static override isInstance(value: unknown): value is TransportError {
    return ChimeUsersError.isInstance(value) && value.code === "CHIME_USERS_TRANSPORT";
  }
}
