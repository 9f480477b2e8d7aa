import type { User } from "../model/user";
import type { UserKey } from "../model/userKey";
import { userAfter } from "../plan/actions";
import type { Change } from "../plan/verdict";

/** A write that has ended: done, in vain since the user is gone, or `open`: it may have been done or not. */
export type Write =
  | { readonly ended: "done"; readonly change: Change; readonly team: boolean }
  | { readonly ended: "gone" }
  | { readonly ended: "open" };

/** What an answer tells of a user, brought up to date. */
export interface Sighting {
  /** Undefined: the account does not have the user any more. */
  readonly user: User | undefined;
  /** Whether a write that may have been done or not is newer than the answer. */
  readonly overtaken: boolean;
}

/**
 * The writes that end while something is being read. An answer that left before one of them does not know of it, whenever
 * it arrives. Without a reading under way there is none to remember: whatever is asked later knows of it.
 */
export class RecentWrites {
  readonly #byName = new Map<UserKey, [moment: number, write: Write][]>();
  #moment = 0;
  #readings = 0;

  /** The present moment, for a question that is about to leave. */
  get moment(): number {
    return this.#moment;
  }

  /** Reads something, and remembers the writes that end meanwhile. */
  async during<T>(reading: () => Promise<T>): Promise<T> {
    this.#readings += 1;
    try {
      return await reading();
    } finally {
      this.#readings -= 1;
      if (this.#readings === 0) this.#byName.clear();
    }
  }

  /** Notes a write, under every name that its user goes by. */
  note(write: Write, names: readonly UserKey[]): void {
    this.#moment += 1;
    if (this.#readings === 0) return;
    for (const name of new Set(names)) {
      const writes = this.#byName.get(name) ?? [];
      this.#byName.set(name, writes);
      writes.push([this.#moment, write]);
    }
  }

  /** The writes that a question of some moment could not know of. */
  since(name: UserKey, moment: number): readonly Write[] {
    return (this.#byName.get(name) ?? []).flatMap(([at, write]) => (at > moment ? [write] : []));
  }

  /** What an answer to a question of some moment tells of a user now. */
  bringUpToDate(user: User, moment: number): Sighting {
    const writes = this.since(user.userId, moment);
    const overtaken = writes.some(({ ended }) => ended === "open");
    const now = writes.reduce<User | undefined>((known, write) => {
      if (write.ended === "open" || !known) return known;
      return write.ended === "gone" ? undefined : userAfter(known, write.change, write.team);
    }, user);
    return { user: now, overtaken };
  }
}
