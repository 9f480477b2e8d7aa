import type { Holding } from "../model/holding";
import type { UserKey } from "../model/userKey";
import type { Release } from "./releases";

/** What a process asks the others of its run. */
export interface Question {
  readonly resource: string;
  readonly accountId: string;
  /** Users by all names that they are known by. */
  readonly names: readonly UserKey[];
  /**
   * What is asked: who keeps these users, to take them over; whether anybody keeps them, which is no more than a question; or
   * whom the resources let go, of all users of the account.
   */
  readonly wants: "offers" | "kept" | "releases";
}

/** What a resource keeps of a user, as another one may take it over. */
export interface Offer {
  /** The resource; undefined where its state does not tell it. */
  readonly urn: string | undefined;
  readonly holding: Holding;
  /** Whether it is known from a refresh, and so before the engine asks about any resource of the program. */
  readonly isRefreshed: boolean;
  /** What the user has, or will have, once that resource has let go of the user; undefined: it changes nothing. */
  readonly releasedTo: string | undefined;
}

/** What a process knows. */
export interface Answer {
  /** What is kept of the users in question, by the name that was asked for. */
  readonly offers: readonly (readonly [UserKey, Offer])[];
  /** The URNs of the resources that the engine has asked this process about, as the program declares them. */
  readonly checked: readonly string[];
  /** The URNs of the resources of which this process knows whom they keep. */
  readonly known: readonly string[];
  /** The URNs of the resources that have become what the program declares. */
  readonly settled: readonly string[];
  /** Whom the resources let go, where that is asked. */
  readonly releases: readonly Release[];
}

/**
 * The other provider processes of the same run of the engine: each provider has one of its own. A user may move from a
 * resource of one to a resource of another.
 */
export interface Neighbours {
  /** Has the others' questions answered from now on. */
  answer(how: (question: Question) => Answer): void;
  /** Asks all of them; who gives no answer is not waited for. */
  ask(question: Question): Promise<readonly Answer[]>;
}

/** For a process that is by itself. */
export const NO_NEIGHBOURS: Neighbours = { answer: () => undefined, ask: async () => [] };
