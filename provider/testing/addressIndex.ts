import type { User } from "./shapes";

/**
 * User IDs by primary address, in any letter case. In the service an address is one user's; the controls may give it to
 * several, so that a client can be shown what the service does not promise never to answer.
 */
export class AddressIndex {
  readonly #ids = new Map<string, readonly string[]>();

  add({ UserId, PrimaryEmail }: User): void {
    if (PrimaryEmail === undefined) return;
    this.#ids.set(PrimaryEmail.toLowerCase(), [...this.find(PrimaryEmail), UserId].sort());
  }

  remove({ UserId, PrimaryEmail }: User): void {
    if (PrimaryEmail === undefined) return;
    const left = this.find(PrimaryEmail).filter((id) => id !== UserId);
    if (left.length > 0) this.#ids.set(PrimaryEmail.toLowerCase(), left);
    else this.#ids.delete(PrimaryEmail.toLowerCase());
  }

  /** The users with the address, by ID. */
  find(address: string): readonly string[] {
    return this.#ids.get(address.toLowerCase()) ?? [];
  }
}
