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
  /** What the answer comes down to: decide by this rather than by `awsCode` or `httpStatus`. */
  readonly kind: ApiErrorKind;
  /** The HTTP status of the answer. */
  readonly httpStatus: number;
  /** The service's name for the error without `Exception`; absent where the answer has none. */
  readonly awsCode?: string;
  /** What the service said, with every known secret taken out. */
  readonly serviceMessage?: string;
  /** The service's ID of the last request (`x-amzn-RequestId`); absent where the answer has none. */
  readonly requestId?: string;
  /** How often the request was sent, the first time included. */
  readonly attempts: number;
  /** How long the service asked to wait before the next request, in milliseconds; absent where it did not. */
  readonly retryAfterMs?: number;
}

/**
 * The service answered and refused the whole request. Every field is safe to show. Users that fail inside an
 * answer of 200 are not errors: they are in the result of the batch.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/CommonErrors.html}
 * @public
 */
export class ApiError extends ChimeUsersError implements ApiErrorDetails {
  override readonly name: "ApiError" = "ApiError";
  readonly code: "CHIME_USERS_API" = "CHIME_USERS_API";
  declare readonly operation: string;
  declare readonly kind: ApiErrorKind;
  declare readonly httpStatus: number;
  declare readonly awsCode?: string;
  declare readonly serviceMessage?: string;
  declare readonly requestId?: string;
  declare readonly attempts: number;
  declare readonly retryAfterMs?: number;

  /**
   * @param message What a person is told.
   * @param details The error's fields.
   */
  constructor(message: string, details: ApiErrorDetails) {
    super(message);
    Object.assign(this, details);
  }

  static override isInstance(value: unknown): value is ApiError {
    return ChimeUsersError.isInstance(value) && value.code === "CHIME_USERS_API";
  }
}
