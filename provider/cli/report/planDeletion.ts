import { describeResource } from "../../lifecycle/describeResource";
import type { Kind } from "../../lifecycle/kind";
import { declareNobody } from "../../lifecycle/reconcile";
import { notesOf } from "../../lifecycle/schedule/outside";
import type { State } from "../../lifecycle/state";
import { UNASKED } from "../../model/userReading";
import { groupsOf } from "../../plan/planGroups";
import type { PlanMessage } from "../../plan/planMessage";
import type { PlanRequest } from "../../plan/planRequest";
import { planUsers } from "../../plan/planUsers";

const NOBODY: ReadonlySet<string> = new Set();

/** The resource that stays and lists a user of one of these names. */
type ClaimantOf = PlanRequest["claimantOf"];

/**
 * What deleting a resource would take back. The engine asks no provider about a deletion before it is due, so that
 * this is from the state alone. Undefined where nobody is affected.
 */
export function planDeletion(kind: Kind, urn: string, state: State, claimantOf: ClaimantOf): PlanMessage | undefined {
  const declaration = declareNobody(state);
  const { accountId, onRemoval, exclusive, protectedUsers, desired } = declaration;
  const notes = notesOf(declaration, state.declaration.schedule);
  const team = state.team === true;
  const plan = planUsers({
    rules: kind.rules,
    desired,
    outside: new Map(),
    holdings: state.ledger.holdings,
    // Nobody is listed any more: what became of the listed since makes no difference.
    drifted: NOBODY,
    failed: NOBODY,
    handedOver: new Map(),
    isOpen: false,
    toRead: NOBODY,
    observe: () => UNASKED,
    everyone: undefined,
    claimantOf,
    onRemoval,
    exclusive,
    protectedUsers,
    team,
  });
  const groups = groupsOf(plan, { team, labels: kind.labels, leavesPreexisting: onRemoval === "restore", notes });
  if (groups.length === 0) return undefined;
  return { resource: describeResource(kind, urn), account: `account ${accountId}`, checked: false, groups };
}
