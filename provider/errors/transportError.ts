import { ChimeUsersError } from "./chimeUsersError";

/**
 * Why there is no usable answer. `timeout`: none in time; `refused`: nobody listens at the address; `reset`: the
 * connection ended early; `unreachable`: no way to the address; `dns`: the name has no address; `tls`: no secure
 * connection; `proxy`: a proxy refuses; `malformed`: an answer that cannot be read; `aborted` and `deadline`: the
 * caller's own wish; `unknown`: anything else.
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
  /** Why there is no usable answer to the last attempt. */
  readonly kind: TransportErrorKind;
  /** How often the request was sent, the first time included. */
  readonly attempts: number;
}

/**
 * There was no answer, or none that can be read. Whether the service did what was asked is not known. The
 * fault of the network layer is the `cause`.
 * @public
 */
export class TransportError extends ChimeUsersError implements TransportErrorDetails {
  override readonly name: "TransportError" = "TransportError";
  readonly code: "CHIME_USERS_TRANSPORT" = "CHIME_USERS_TRANSPORT";
  readonly operation: string;
  readonly kind: TransportErrorKind;
  readonly attempts: number;

  /**
   * @param message What a person is told.
   * @param details The error's fields.
   * @param options The `cause`: the fault of the network layer.
   */
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
