import type { Holding } from "./holding";
import {
  type Answer,
  type Left,
  type LetGo,
  NO_PARTICULARS,
  type Offer,
  type Question,
  type StoredResource,
} from "./neighbours";
import type { UserKey } from "./userKey";

/** What one resource kept. */
interface Kept extends Omit<Left, "users"> {
  readonly byName: ReadonlyMap<UserKey, Holding>;
}

/**
 * What processes of the run have left behind that have ended. A refresh asks the provider as it is in the state; where its
 * settings have changed since, the engine ends that process once the program has come to the provider, and what the program
 * declares is asked of a new one. In memory alone.
 */
export class LeftBehind {
  #kept: readonly Kept[] = [];

  /** Keeps what a process leaves. */
  keep(left: readonly Left[]): void {
    this.#kept = [...this.#kept, ...left.map(({ users, ...rest }) => ({ ...rest, byName: new Map(users) }))];
  }

  /** What a process is told that asks: those who are gone list nobody, and let nobody go. */
  answer({ resource, accountId, names, wants }: Question): Answer {
    const all = this.#kept.filter((kept) => kept.resource === resource);
    const asked = wants === "offers" || wants === "kept" ? names : [];
    const here = all.filter((kept) => kept.accountId === accountId);
    const offers = here.flatMap(({ urn, movedTo, byName }) =>
      asked.flatMap((name): [UserKey, Offer][] => {
        const holding = byName.get(name);
        return holding ? [[name, { urn, holding, isRefreshed: true, movedTo, releasedTo: undefined }]] : [];
      }),
    );
    const known = all.flatMap(({ urn }) => urn ?? []);
    const letGo = all.flatMap(({ urn, letGoAt, madeAt }): LetGo[] =>
      urn === undefined || letGoAt === undefined ? [] : [{ urn, at: letGoAt, isMade: letGoAt === madeAt }],
    );
    return {
      ...NO_PARTICULARS,
      checked: [],
      settled: [],
      working: [],
      ended: [],
      offers,
      known,
      letGo,
      refreshed: known,
    };
  }
}

/** What a process says that leaves. */
export interface Leaving {
  readonly left: readonly Left[];
}

/** What a process says that asks for the state of the stack. */
export const STORED_QUESTION = { asks: "stored" } as const;

/** What a process does with what others of the run say to it. */
export interface Listener {
  answer(question: Question): Answer;
  keep(left: readonly Left[]): void;
  /** What the state of the stack has; not there: this is not the program, which alone can ask the engine for it. */
  stored?(): Promise<readonly StoredResource[] | undefined>;
}

/** Makes the answer to a text of another process; an empty text is none. */
export async function answerText(text: string, listener: Listener): Promise<string> {
  const said: Question | Leaving | typeof STORED_QUESTION = JSON.parse(text);
  if ("asks" in said) {
    const stored = await listener.stored?.();
    return stored === undefined ? "" : JSON.stringify(stored);
  }
  if (!("left" in said)) return JSON.stringify(listener.answer(said));
  listener.keep(said.left);
  return "";
}
