/**
 * Which resources the engine has just read back. It does not tell a dynamic provider what a diff is for, and the first
 * one after a read is the refresh's own: the engine compares what it has read with the last inputs, before it asks what
 * the program wants. Nothing is about to be done then, so nothing is planned and no guard stands in the way.
 */
export class Refreshes {
  /**
   * The URN that the state tells of each, by ID. The ID alone is the resource's own: the URN may have changed since the
   * last update, by an alias or with the stack's name, an imported resource tells none, and one that waits for its
   * deletion has that of its successor.
   */
  readonly #urns = new Map<string, string | undefined>();

  /** Notes that the engine has just read a resource back. */
  noteRead(urn: string | undefined, id: string): void {
    this.#urns.set(id, urn);
  }

  /** Notes that the engine goes on with a resource as the program declares it. */
  noteChecked(urn: string | undefined): void {
    for (const [id, read] of this.#urns) {
      // Of one without a URN it is not told whether it is this one; the engine has read all of those back by now.
      if (read === undefined || read === urn) this.#urns.delete(id);
    }
  }

  /** Takes the note of a read, where there is one: whether the diff that is asked for is the refresh's own. */
  take(id: string): boolean {
    return this.#urns.delete(id);
  }
}
