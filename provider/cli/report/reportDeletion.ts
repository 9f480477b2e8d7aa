import type { Kind } from "../../lifecycle/kind";
import { decodeState } from "../../lifecycle/state";
import { SECRET } from "../../model/secret";
import { destinationOf, LET_IN } from "../../plan/labels";
import type { PlanMessage } from "../../plan/planMessage";
import type { Claims } from "./claimsOf";
import { planDeletion } from "./planDeletion";
import type { PreviewStep } from "./readPreview";

/** What the deletion of a resource comes to. */
export interface Deletion {
  /** Whom it affects; absent where that is nobody, or can't be told. */
  readonly plan?: PlanMessage;
  /** What a reader has to know beside that. */
  readonly remarks: readonly string[];
  /** Whether somebody is affected of whom the preview does not tell. */
  readonly untold?: true;
}

const RETAINED = "Nobody changes: by the resource option retainOnDelete it is let go of as it is.";
const DELETED_WITH = "Nobody changes: by the resource option deletedWith it goes along with another resource as it is.";
const MAY_BE_LISTED =
  "Another resource, whose users this preview does not tell, may list some of the users of this one; those stay as they are.";

/**
 * Says how a resource is renamed, where that is what this deletion may be: one is made whose users all come from here. The engine
 * tells of the deletion last, so that the new one may not learn what users had before.
 */
function remarkOnRename({ groups }: PlanMessage, urn: string, claims: Claims): string[] {
  return groups.flatMap(({ label, count }) => {
    const resource = destinationOf(label);
    if (resource === undefined || claims.sizeOfNew(resource) !== count) return [];
    const alias = `aliases: [{ name: ${JSON.stringify(urn.split("::").slice(3).join("::"))} }]`;
    return [
      `All users of ${resource}, which is new, come from here. If this is a rename, give the new one the resource option ${alias}: what users had before then stays known, also without a refresh.`,
    ];
  });
}

/** Whether a part of the state is kept secret by the preview. */
function isHidden(value: unknown): boolean {
  return value === SECRET;
}

function remarksOf(kind: Kind, exclusive: boolean, claims: Claims): string[] {
  return [...(exclusive ? [LET_IN] : []), ...(claims.isUntold(kind) ? [MAY_BE_LISTED] : [])];
}

/** Works out what a deletion takes back, from what the preview has: `deleted` are the resources that go in the same run. */
export function reportDeletion(
  kind: Kind,
  { urn, oldState }: PreviewStep,
  claims: Claims,
  deleted: ReadonlySet<string>,
): Deletion {
  if (oldState === undefined) return { remarks: [] };
  if (oldState.retainOnDelete) return { remarks: [RETAINED] };
  if (oldState.deletedWith !== undefined && deleted.has(oldState.deletedWith)) return { remarks: [DELETED_WITH] };
  const state = decodeState(kind, oldState.outputs);
  const { accountId, onRemoval, exclusive } = state.declaration;
  const remarks = remarksOf(kind, exclusive, claims);
  if (isHidden(oldState.outputs["holdings"])) {
    if (onRemoval === "retain") return { remarks: ['Nobody changes: onRemoval is "retain".'] };
    const secret = `It can't be told who changes, since the users are secret: for each of them onRemoval counts, which is ${JSON.stringify(onRemoval)}.`;
    return { remarks: [secret, ...remarks], untold: true };
  }
  const plan = planDeletion(kind, urn, state, (...names) => claims.claimantOf(kind, accountId, names));
  if (plan) return { remarks: [...remarks, ...remarkOnRename(plan, urn, claims)], plan };
  // Of nobody it makes no difference who else lists them.
  return { remarks: exclusive ? [LET_IN] : [] };
}
