const BRAND = Symbol.for("pulumi-chime-users.error");

/**
 * The base of every error that this package throws on purpose. Recognize it with `isInstance`, not with
 * `instanceof`: a Pulumi program and the provider process may load two copies of the package.
 * @public
 */
export abstract class ChimeUsersError extends Error {
  /** A stable word for the class: `CHIME_USERS_...`. */
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether a value is an error of this package, from any copy of it. */
  static isInstance(value: unknown): value is ChimeUsersError {
    return typeof value === "object" && value !== null && BRAND in value;
  }
}
