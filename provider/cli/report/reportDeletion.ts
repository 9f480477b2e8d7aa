import type { Kind } from "../../lifecycle/kind";
import { decodeState } from "../../lifecycle/state";
import { countOf, listNames } from "../../model/names";
import { SECRET } from "../../model/secret";
import { destinationOf, isChange, LET_IN } from "../../plan/labels";
import type { PlanMessage } from "../../plan/planMessage";
import type { Claims, Nameless } from "./claimsOf";
import { type PlannedDeletion, planDeletion } from "./planDeletion";
import type { PreviewStep } from "./readPreview";

/** What the deletion of a resource comes to. */
export interface Deletion {
  /** Whom it affects; absent where that is nobody, or can't be told. */
  readonly plan?: PlanMessage;
  /** What a reader has to know beside that. */
  readonly remarks: readonly string[];
  /** Whether somebody is affected of whom the preview does not tell. */
  readonly untold?: true;
  /** Whether fewer may be changed than are told: some may be listed elsewhere. */
  readonly atMost?: true;
}

const RETAINED = "Nobody changes: by the resource option retainOnDelete it is let go of as it is.";
const DELETED_WITH = "Nobody changes: by the resource option deletedWith it goes along with another resource as it is.";
const MAY_BE_LISTED =
  "Another resource, whose users this preview does not tell, may list some of the users of this one; those stay as they are.";

/**
 * Says how a resource is renamed, where that is what this deletion may be: one is made whose users all come from here. The engine
 * tells of the deletion last, so that the new one may not learn what users had before, where no program in TypeScript tells it.
 */
function remarkOnRename({ groups, resource: from }: PlanMessage, urn: string, claims: Claims): string[] {
  return groups.flatMap(({ label, count }) => {
    const resource = destinationOf(label);
    if (resource === undefined || claims.sizeOfNew(resource) !== count || claims.knowsOrigin(resource, from)) return [];
    const alias = `aliases: [{ name: ${JSON.stringify(urn.split("::").slice(3).join("::"))} }]`;
    return [
      `All users of ${resource}, which is new, come from here. If this is a rename, give the new one the resource option ${alias}: what users had before then stays known, also without a refresh.`,
    ];
  });
}

/** Says by which addresses others may be listed elsewhere, and what tells them apart. */
function remarkOnNameless(maybe: readonly Nameless[]): string[] {
  const byResource = Map.groupBy(maybe, ({ claimant }) => claimant.name ?? "");
  return [...byResource].map(
    ([resource, listed]) =>
      `${resource} lists ${countOf(listed.length, "user")} by address, and this preview does not tell their user IDs: ${listNames(listed.map(({ address }) => address))}. Who of the users of this one they are, if any, moves there and stays as declared there. To be told, list them there by user ID.`,
  );
}

/** Says where those are counted whom an exclusive resource lets in before this one is deleted. */
function remarkOnLetIn(letter: string | undefined): string[] {
  if (letter === undefined) return [];
  return [`${letter} is exclusive and lets in first whom this one has suspended: they are counted there.`];
}

/** Whether a part of the state is kept secret by the preview. */
function isHidden(value: unknown): boolean {
  return value === SECRET;
}

function remarksOf(kind: Kind, exclusive: boolean, claims: Claims): string[] {
  return [...(exclusive ? [LET_IN] : []), ...(claims.isUntold(kind) ? [MAY_BE_LISTED] : [])];
}

/** What a deletion takes back, and how far that hangs on whom others list. */
function describePlanned(
  kind: Kind,
  urn: string,
  { plan, maybe, letIn }: PlannedDeletion,
  { claims, remarks }: { readonly claims: Claims; readonly remarks: readonly string[] },
): Deletion {
  const isAtMost = (maybe.length > 0 || claims.isUntold(kind)) && plan.groups.some(({ effect }) => isChange(effect));
  const more = [...remarkOnLetIn(letIn), ...remarkOnNameless(maybe), ...remarkOnRename(plan, urn, claims)];
  const told = { remarks: [...remarks, ...more], plan };
  return isAtMost ? { ...told, atMost: true } : told;
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
  const { onRemoval, exclusive } = state.declaration;
  const remarks = remarksOf(kind, exclusive, claims);
  if (isHidden(oldState.outputs["holdings"])) {
    if (onRemoval === "retain") return { remarks: ['Nobody changes: onRemoval is "retain".'] };
    const secret = `It can't be told who changes, since the users are secret: for each of them onRemoval counts, which is ${JSON.stringify(onRemoval)}.`;
    return { remarks: [secret, ...remarks], untold: true };
  }
  const planned = planDeletion(kind, urn, state, claims);
  // Of nobody it makes no difference who else lists them.
  return planned ? describePlanned(kind, urn, planned, { claims, remarks }) : { remarks: exclusive ? [LET_IN] : [] };
}
