const BRAND = Symbol.for("pulumi-chime-users.error");

/**
 * The base of every error that this package throws on purpose. Recognize it with `isInstance`, not with
 * `instanceof`: a Pulumi program and the provider process may load two copies of the package. No message and no field
 * has a credential in it.
 * @public
 */
export abstract class ChimeUsersError extends Error {
  /** The name of the class. */
  abstract override readonly name: string;
  /** A stable word for the class: `CHIME_USERS_...`. */
  abstract readonly code: string;

  /**
   * @param message What a person is told.
   * @param options The `cause`, where there is one to tell.
   */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, BRAND, { value: true });
  }

  /**
   * Whether a value is an error of this class, from any copy of the package.
   * @param value Anything, such as what was caught.
   */
  static isInstance(value: unknown): value is ChimeUsersError {
    return typeof value === "object" && value !== null && BRAND in value;
  }
}
