/**
 * The error names of the operations and of the front end before them, with their statuses.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/CommonErrors.html}
 */
const STATUSES = {
  BadRequest: 400,
  IncompleteSignature: 400,
  UnauthorizedClient: 401,
  Forbidden: 403,
  InvalidSignature: 403,
  MissingAuthenticationToken: 403,
  UnrecognizedClient: 403,
  NotFound: 404,
  UnknownOperation: 404,
  MethodNotAllowed: 405,
  RequestEntityTooLarge: 413,
  ThrottledClient: 429,
  ServiceFailure: 500,
  ServiceUnavailable: 503,
} as const;

export type ServiceErrorName = keyof typeof STATUSES;

/** Thrown anywhere while a request is worked on; becomes the answer. The name carries no `Exception` suffix. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  readonly errorName: ServiceErrorName;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(errorName: ServiceErrorName, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.errorName = errorName;
    this.status = STATUSES[errorName];
    this.headers = headers;
  }
}
