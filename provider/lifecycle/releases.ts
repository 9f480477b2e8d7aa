import type { Release } from "../model/neighbours";

/** What is known of a release before it is sent. */
export type Releasing = Pick<Release, "userId" | "names" | "to">;

/** Whom a resource is going to let go, by user ID. */
interface Planned {
  readonly accountId: string;
  readonly all: ReadonlyMap<string, Releasing>;
}

/** Whom the resources of one kind and process let go. */
export class Releases {
  readonly #sent = new Map<string, Map<string, Release>>();
  readonly #planned = new Map<string | undefined, Planned>();

  /** Notes whom a resource is going to let go, as far as a preview can tell; in place of what it was before. */
  notePlanned(urn: string | undefined, accountId: string, all: readonly Releasing[]): void {
    this.#planned.set(urn, { accountId, all: new Map(all.map((one) => [one.userId, one])) });
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

  /** Those that were sent, and those that are planned. */
  of(accountId: string): Release[] {
    const sent = this.#sent.get(accountId) ?? new Map<string, Release>();
    const planned = [...this.#planned.values()].flatMap((some) =>
      some.accountId === accountId ? [...some.all.values()] : [],
    );
    const ahead = planned.filter(({ userId }) => !sent.has(userId));
    return [...sent.values(), ...ahead.map((one) => ({ ...one, sent: 0, isUnderWay: false }))];
  }

  /** What resources but one are going to make of users, as far as a preview can tell, by user ID. */
  *plannedBeside(urn: string | undefined, accountId: string): Generator<Releasing> {
    for (const [by, planned] of this.#planned) {
      if (by !== urn && planned.accountId === accountId) yield* planned.all.values();
    }
  }

  /** What is made of a user who is let go, or is going to be made; undefined: nothing. */
  toOf(accountId: string, userId: string): string | undefined {
    const planned = [...this.#planned.values()].flatMap((some) => (some.accountId === accountId ? some.all : []));
    const all = [this.#sent.get(accountId), ...planned];
    return all.map((some) => some?.get(userId)?.to).find((to) => to !== undefined);
  }
}
