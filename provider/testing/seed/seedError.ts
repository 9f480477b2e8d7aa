/** A seed that can't be used; the message is one sentence with the file, the place and the value. */
export class SeedError extends Error {
  /** The name of the class. */
  override readonly name = "SeedError";
}
