/**
 * Which resources the engine has just read back. It does not tell a dynamic provider what a diff is for, and the first
 * one after a read is the refresh's own: the engine compares what it has read with the last inputs, before it asks what
 * the program wants. Nothing is about to be done then, so nothing is planned and no guard stands in the way.
 */
export class Refreshes {
  readonly #urns = new Set<string>();
  /** The IDs of resources whose state does not say their URN: imported ones, until their first update. */
  readonly #nameless = new Set<string>();

  /** Notes that the engine has just read a resource back. */
  noteRead(urn: string | undefined, id: string): void {
    if (urn === undefined) this.#nameless.add(id);
    else this.#urns.add(urn);
  }

  /** Notes that the engine goes on with a resource as the program declares it. */
  noteChecked(urn: string | undefined): void {
    if (urn !== undefined) this.#urns.delete(urn);
    // It is not told which one this is, and has read all of them back by now.
    this.#nameless.clear();
  }

  /** Takes the note of a read, where there is one: whether the diff that is asked for is the refresh's own. */
  take(urn: string | undefined, id: string): boolean {
    return (urn !== undefined && this.#urns.delete(urn)) || this.#nameless.delete(id);
  }
}
