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

/** A failure as it stands in state: what was said stands once for all of whom it was said. */
interface StoredFailure extends Omit<UserFailure, "message"> {
  /** Where it stands among the messages. */
  readonly cause: number;
}

/** Failures as they stand in state. */
export interface StoredFailures {
  readonly failures: readonly StoredFailure[];
  /** Each message once, in the order in which the failures come to it. */
  readonly failureCauses: readonly string[];
}

/** Puts failures into the form of the state: thousands of users who failed for one reason are not thousands of texts. */
export function storeFailures(failures: readonly UserFailure[]): StoredFailures {
  const causes = new Map<string, number>();
  const stored = failures.map(({ message, ...failure }) => {
    const cause = causes.get(message) ?? causes.size;
    causes.set(message, cause);
    return { ...failure, cause };
  });
  return { failures: stored, failureCauses: [...causes.keys()] };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Reads failures as the state has them; those of an earlier version have their message with them. */
export function readFailures(failures: unknown, failureCauses: unknown): UserFailure[] {
  const causes: readonly unknown[] = Array.isArray(failureCauses) ? failureCauses : [];
  const list: readonly unknown[] = Array.isArray(failures) ? failures : [];
  return list.filter(isObject).map(({ user, userId, code, message, cause }) => ({
    user: String(user),
    userId: String(userId),
    code: String(code),
    message: String(message ?? causes[Number(cause)] ?? ""),
  }));
}
