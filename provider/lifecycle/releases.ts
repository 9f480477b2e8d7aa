import type { UserId, UserKey } from "../model/userKey";

/** A user whom a resource changes because it does not list the user, or does no more, as far as that was sent. */
export interface Release {
  readonly userId: UserId;
  /** All names that the user is known by, the ID among them. */
  readonly names: readonly UserKey[];
  /** What the user gets. */
  readonly to: string;
  /** How often it was sent. */
  readonly sent: number;
  /** Whether the answer to one of them is still to come. */
  readonly isUnderWay: boolean;
}

/** What is known of a release before it is sent. */
export type Releasing = Pick<Release, "userId" | "names" | "to">;

/** Whom the resources of one kind and process let go. */
export class Releases {
  readonly #sent = new Map<string, Map<string, Release>>();
  readonly #planned = new Map<string | undefined, ReadonlyMap<string, string>>();

  /** Notes whom a resource is going to let go, as far as a preview can tell; in place of what it was before. */
  notePlanned(urn: string | undefined, changes: Iterable<readonly [userId: string, to: string]>): void {
    this.#planned.set(urn, new Map(changes));
  }

  /** Notes users who are about to be sent. From here on, and until the answer, nobody knows how they are. */
  noteSending(accountId: string, users: Iterable<Releasing>): void {
    const all = this.#sent.get(accountId) ?? new Map<string, Release>();
    this.#sent.set(accountId, all);
    for (const { userId, names, to } of users) {
      all.set(userId, { userId, names, to, sent: (all.get(userId)?.sent ?? 0) + 1, isUnderWay: true });
    }
  }

  /** Notes that the answer has come, or none will come any more. */
  noteAnswered(accountId: string, users: Iterable<Pick<Release, "userId">>): void {
    const all = this.#sent.get(accountId);
    for (const { userId } of users) {
      const release = all?.get(userId);
      if (release) all?.set(userId, { ...release, isUnderWay: false });
    }
  }

  /** Those that were sent. */
  of(accountId: string): Release[] {
    return [...(this.#sent.get(accountId)?.values() ?? [])];
  }

  /** What is made of a user who is let go, or is going to be made; undefined: nothing. */
  toOf(accountId: string, userId: string): string | undefined {
    const sent = this.#sent.get(accountId)?.get(userId)?.to;
    return sent ?? [...this.#planned.values()].map((changes) => changes.get(userId)).find((to) => to !== undefined);
  }
}
