/**
 * One user for whom the last run failed for good: an entry of the output `failures`.
 * @public
 */
export interface UserFailure {
  /** The user as the program names it. */
  readonly user: string;
  /** The user ID that was sent to the service. */
  readonly userId: string;
  /**
   * The service's error code (`NotFound`, `Forbidden`, ...) or the kind of connection fault.
   * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_UserError.html}
   */
  readonly code: string;
  /** What the service said, with the request ID where there was one. */
  readonly message: string;
}
