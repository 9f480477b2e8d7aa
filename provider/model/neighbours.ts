import type { Holding } from "./holding";
import type { UserId, UserKey } from "./userKey";

/** A user whom a resource changes because it does not list the user, or does no more. */
export interface Release {
  readonly userId: UserId;
  /** All names that the user is known by, the ID among them. */
  readonly names: readonly UserKey[];
  /** What the user gets; undefined: nothing, the user moves as is to the resource that lists the user. */
  readonly to: string | undefined;
  /** How often it was sent; not at all where it is only planned, as in a preview. */
  readonly sent: number;
  /** Whether the answer to one of them is still to come. */
  readonly isUnderWay: boolean;
}

/** What a process asks the others of its run. */
export interface Question {
  readonly resource: string;
  readonly accountId: string;
  /** Users by all names that they are known by. */
  readonly names: readonly UserKey[];
  /**
   * What is asked: who keeps these users, to take them over; whether anybody keeps them, which is no more than a question;
   * whom the resources let go, of all users of the account; who of these users, by ID, was taken over, as far as a plan goes; or by
   * a resource that is past its guards; which resources have these users, by ID, in their state; what the deleted resource of a URN, which stands in the place of names, has left to its next.
   */
  readonly wants: "offers" | "kept" | "releases" | "taken" | "secured" | "notes" | "holders";
  /** Of holders: whether whoever asks only previews. */
  readonly isPreview?: boolean;
}

/** The resource that users have moved to, by its place in the program (`placeInUrn`), and when. */
export interface MovedTo {
  readonly to: string;
  /** When this was noted, in milliseconds since 1970. */
  readonly at: number;
  /** Whether that resource was not in the stack then: one that has let nobody go since it was made has not had these users. */
  readonly isNew: boolean;
}

/** A note of users who have moved away, of a resource that is deleted before the one in its place is made. */
export interface NoteLeft extends MovedTo {
  readonly isSecret: boolean;
  readonly users: readonly (readonly [UserKey, Holding])[];
}

/** Somebody who was taken over. */
export interface Taken {
  readonly userId: UserKey;
  /** What the one that has the user knows of before, or was told in this run. */
  readonly before: string;
}

/** What a resource keeps of a user, as another one may take it over. */
export interface Offer {
  /** The resource; undefined where its state does not tell it. */
  readonly urn: string | undefined;
  readonly holding: Holding;
  /** Whether it is known from a refresh, and so before the engine asks about any resource of the program. */
  readonly isRefreshed: boolean;
  /** Where the user has moved to from that resource, which keeps this until the next one has taken over; undefined: nowhere. */
  readonly movedTo?: MovedTo | undefined;
  /** What the user has, or will have, once that resource has let go of the user; undefined: it changes nothing. */
  readonly releasedTo: string | undefined;
  /** Whether what was before is what another resource had found before that one. */
  readonly isOrigin?: boolean | undefined;
}

/** A resource that has a user in its state, as that was before this run. */
export interface Holder {
  readonly urn: string;
  readonly userId: UserId;
  /** When the resource was made, in milliseconds since 1970, where its state has that. */
  readonly madeAt?: number | undefined;
  /** What it has the user at. */
  readonly value: string;
  /** What a refresh has seen the user at, where that is something else. */
  readonly seen?: string | undefined;
  /** What the user gets where the user leaves it, by its `onRemoval`; undefined: nothing. */
  readonly gives: string | undefined;
  /** The `onRemoval` by which that is so. */
  readonly onRemoval: string;
  /** Whether its users are secret, or may be. */
  readonly isSecret: boolean;
  /**
   * What the program declares of the user there: the same as the state has, something else, nothing, or not known to the process that tells;
   * `left`: the resource lets the user go in this run, or has done so.
   */
  readonly listing: "same" | "other" | "nothing" | "unknown" | "left";
}

/** When a resource was made, or last let go of somebody that it had, in milliseconds since 1970. */
export interface LetGo {
  readonly urn: string;
  readonly at: number;
  /** Whether it has let nobody go since it was made. */
  readonly isMade: boolean;
  /** Whether that is so by the stack's state alone, which may be later than the beginning of the run. */
  readonly isStored?: boolean;
}

/** What a process knows. */
export interface Answer {
  /** What is kept of the users in question, by the name that was asked for. */
  readonly offers: readonly (readonly [UserKey, Offer])[];
  /** The URNs of the resources that the engine has asked this process about, as the program declares them. */
  readonly checked: readonly string[];
  /** The URNs of the resources of which this process knows whom they keep. */
  readonly known: readonly string[];
  /** The URNs of those among them that the engine has read back in this run: more may be known of them than the state has. */
  readonly refreshed: readonly string[];
  /** When resources were made, or last let go of somebody that they had, by URN. */
  readonly letGo: readonly LetGo[];
  /** The URNs of the resources that have become what the program declares. */
  readonly settled: readonly string[];
  /** The URNs of the resources that are at a create, an update or a deletion. */
  readonly working: readonly string[];
  /** The URNs of those that are not at it any more: they have become what the program declares, or were refused. */
  readonly ended: readonly string[];
  /** Whom the resources let go, where that is asked. */
  readonly releases: readonly Release[];
  /** Those in question who were taken over here, in this run or before, where that is asked. */
  readonly taken: readonly Taken[];
  /** The IDs of those in question who were taken over by a resource that is past its guards, where that is asked. */
  readonly secured: readonly UserKey[];
  /** The IDs of those in question whom a resource could not make as declared, where the same is asked. */
  readonly failed: readonly UserKey[];
  /** At what resources have found those in question, by ID, of whom they do not know what was before, where the same is asked. */
  readonly foundSo: readonly (readonly [UserKey, string])[];
  /** The resources that have users in question in their state, where that is asked. */
  readonly holders: readonly Holder[];
  /** What was left to the next resource of a URN, where that is asked. */
  readonly notes: readonly NoteLeft[];
}

/** What a process tells where that very thing is asked. */
export type Particular = "releases" | "taken" | "secured" | "failed" | "foundSo" | "notes" | "holders";

/** Of an answer in which no such thing was asked. */
export const NO_PARTICULARS: Pick<Answer, Particular> = {
  releases: [],
  taken: [],
  secured: [],
  failed: [],
  foundSo: [],
  notes: [],
  holders: [],
};

/** What a refresh has shown of a resource to a process that has ended since. */
export interface Left {
  readonly resource: string;
  readonly accountId: string;
  readonly urn: string | undefined;
  /** Where these users have moved to; undefined: it has them still. */
  readonly movedTo?: MovedTo | undefined;
  /** When it was made, or last let go of somebody; undefined: before this was noted. */
  readonly letGoAt?: number | undefined;
  readonly madeAt?: number | undefined;
  /** Whom it keeps, by each name that a user is known by. */
  readonly users: readonly (readonly [UserKey, Holding])[];
}

/** One of our resources as the state of the stack has it. */
export interface StoredResource {
  readonly urn: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * The other provider processes of the same run of the engine: each provider has one of its own. A user may move from a
 * resource of one to a resource of another.
 */
export interface Neighbours {
  /**
   * Has the others' questions answered from now on, and what they leave behind kept. Resolves once they can find this process.
   */
  answer(how: (question: Question) => Answer, keep: (left: readonly Left[]) => void): Promise<void>;
  /** Asks all of them; who gives no answer is not waited for. */
  ask(question: Question): Promise<readonly Answer[]>;
  /** Leaves with all of them what this process knows, which is about to end. */
  leave(left: readonly Left[]): Promise<void>;
  /** Asks the program what the state of its stack has of our resources; undefined where no program can tell. */
  stored(): Promise<readonly StoredResource[] | undefined>;
}

/** For a process that is by itself. */
export const NO_NEIGHBOURS: Neighbours = {
  answer: async () => undefined,
  ask: async () => [],
  leave: async () => undefined,
  stored: async () => undefined,
};
