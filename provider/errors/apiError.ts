import { ChimeUsersError } from "./chimeUsersError";

/**
 * What an error answer comes down to. `unavailable`: a passing fault of the service; `unknown`: a name and a
 * status that mean nothing known.
 * @public
 */
export type ApiErrorKind = "throttled" | "denied" | "notFound" | "conflict" | "invalid" | "unavailable" | "unknown";

/** What an ApiError is made of. @public */
export interface ApiErrorDetails {
  /** The operation as AWS names it: `BatchSuspendUser`. */
  readonly operation: string;
  readonly kind: ApiErrorKind;
  readonly httpStatus: number;
  /** The service's name for the error without `Exception`; absent where the answer has none. */
  readonly awsCode?: string;
  /** What the service said, with every known secret taken out. */
  readonly serviceMessage?: string;
  readonly requestId?: string;
  /** How often the request was sent. */
  readonly attempts: number;
  /** How long the service asked to wait. */
  readonly retryAfterMs?: number;
}

/**
 * The service answered and refused the whole request. Every field is safe to show. Users that fail inside an
 * answer of 200 are not errors: they are in the result of the batch.
 * @public
 */
export class ApiError extends ChimeUsersError {
  override readonly name: string = "ApiError";
  readonly code: string = "CHIME_USERS_API";
  declare readonly operation: string;
  declare readonly kind: ApiErrorKind;
  declare readonly httpStatus: number;
  declare readonly awsCode?: string;
  declare readonly serviceMessage?: string;
  declare readonly requestId?: string;
  declare readonly attempts: number;
  declare readonly retryAfterMs?: number;

  constructor(message: string, details: ApiErrorDetails) {
    super(message);
    Object.assign(this, details);
  }

  static override isInstance(value: unknown): value is ApiError {
    return ChimeUsersError.isInstance(value) && value.code === "CHIME_USERS_API";
  }
}
