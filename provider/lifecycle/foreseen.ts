import type { ListedUser } from "../model/claimHash";
import type { Holding } from "../model/holding";
import type { Offer } from "../model/neighbours";
import type { UserKey } from "../model/userKey";
import type { Verdict } from "../plan/verdict";
import { isListingSecret, type Work } from "./context";
import { movingOf, namesOfHolding } from "./tellLost";

/** The resources among which users move: of one kind, on one account. */
export type Scope = Omit<ListedUser, "user">;

/**
 * What the preview of a run has found out, for the update of the same run. Where the program can't ask for the stack's state, the engine may come
 * to the resource that gains users before it asks anybody about the one that has them: the preview was asked about both.
 */
export interface Foreseen {
  /** Notes what the resource of a URN has of a user who moves away from it, by all names; only in a preview. */
  noteMoving(scope: Scope, urn: string, names: readonly UserKey[], holding: Holding): void;
  /** Notes that the resource at a place of the program lists a user of these names, whom the one of a URN does not; only in a preview. */
  noteListed(scope: Scope, urn: string, names: readonly UserKey[], place: string): void;
  /** The place of the resource that lists a user of these names, as far as the preview knew when it planned for the one of a URN. */
  listerOf(scope: Scope, urn: string, names: readonly UserKey[]): string | undefined;
  /** Notes that a resource of a kind is made: it is not in the stack; only in a preview. */
  noteMade(resource: Scope["resource"], urn: string): void;
  /** Whether the resource of a kind at a place of the program is one that the run makes, by its preview. */
  isMade(resource: Scope["resource"], place: string): boolean;
  /** What resources have of those of these names who move away from them; nobody where this is no update, or none was previewed. */
  moving(scope: Scope, names: readonly UserKey[]): readonly (readonly [UserKey, Offer])[];
}

/** Of a run whose preview tells nothing. */
export const NOTHING_FORESEEN: Foreseen = {
  noteMoving: () => undefined,
  noteListed: () => undefined,
  listerOf: () => undefined,
  noteMade: () => undefined,
  isMade: () => false,
  moving: () => [],
};

/** The resources among which those of a work may move. */
export function scopeOf({ kind, declaration }: Pick<Work, "kind" | "declaration">): Scope {
  return { resource: kind.resource, accountId: declaration.accountId };
}

/** Notes what a resource has noted of who moved away in an earlier run and was not taken over: not what may be out of date. */
async function foreseeNoted(work: Work, urn: string): Promise<void> {
  const { kind, session, state, declaration } = work;
  if (state.moved.length === 0) return;
  // Only the resource that they have moved to tells whether it has had them since.
  await work.untilAsked?.();
  const others = session.others(kind);
  await others.find(declaration.accountId, []);
  for (const movedTo of state.moved) {
    if (others.isOutdated({ movedTo })) continue;
    for (const [key, holding] of movedTo.holdings)
      session.foreseen.noteMoving(scopeOf(work), urn, namesOfHolding(key, holding), holding);
  }
}

/** Notes who moves by the plan of a preview, for the update. It is written down: of secret users nothing is. */
export async function foresee(work: Work, verdicts: readonly Verdict[]): Promise<void> {
  const { session, urn, declaration, isUntold } = work;
  if (!isUntold || urn === undefined || isListingSecret(work)) return;
  const scope = scopeOf(work);
  for (const verdict of verdicts) {
    if (verdict.type !== "moves") continue;
    for (const { names, holding } of movingOf(work, verdict, declaration.onRemoval)) {
      session.foreseen.noteMoving(scope, urn, names, holding);
    }
  }
  await foreseeNoted(work, urn);
}
