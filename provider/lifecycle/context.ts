import type { Declaration } from "./declaration";
import type { Kind } from "./kind";
import type { Session } from "./session";
import type { State } from "./state";

/** What an operation is told of its resource, whatever the front that Pulumi talks to. */
export interface Context {
  readonly kind: Kind;
  readonly session: Session;
  /** The resource's URN: messages name it, and who lists whom goes by it. Undefined where the front is not told. */
  readonly urn: string | undefined;
  /** The arguments that the program has marked secret: no message names what is in them. */
  readonly secretArguments: readonly string[];
  /** Once aborted nothing more is sent; what is under way comes to its end, and what was done is in the state. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the program can't tell which resources it has: each is known once the engine asks about it, mostly one after the other. */
  readonly isUntold?: boolean | undefined;
  /** Resolves once the engine has asked about all resources of such a program, as far as that can be told. */
  untilAsked?(): Promise<void>;
  /**
   * "apart": the front itself asks in a preview what is wrong with who lists whom, once all resources were asked about. Otherwise
   * whichever of two resources is asked about later is told.
   */
  readonly conflicts?: "apart" | undefined;
}

/** A declaration that is to be made true, and what the state knows. */
export interface Work extends Context {
  readonly declaration: Declaration;
  readonly state: State;
  /** Whether the account is read even where no user is in question: on create, so that a wrong ID shows. */
  readonly alwaysReadAccount?: boolean;
  /** Whether an account that was out of reach a moment ago is taken to be so still: in previews, to save the wait. */
  readonly trustFailure?: boolean;
  /** Who has come back from another resource, by all names, which may have let them go since the state was written: they are looked at. */
  readonly comeBack?: ReadonlySet<string>;
  /** Whether nothing is to be written now: what the other resources of the program keep may turn out later. */
  readonly isPreview?: boolean;
  /** Whether it is the resource's turn on its account: what is planned is carried out. */
  readonly isTurn?: boolean;
}

/** Whether the program has marked secret whom a resource lists: no other resource names these users either. */
export function isListingSecret({ kind, secretArguments }: Pick<Context, "kind" | "secretArguments">): boolean {
  return secretArguments.includes(kind.listing);
}
