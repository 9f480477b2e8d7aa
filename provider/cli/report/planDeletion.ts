import { describeResource } from "../../lifecycle/describeResource";
import type { Kind } from "../../lifecycle/kind";
import { declareNobody } from "../../lifecycle/reconcile";
import { notesOf } from "../../lifecycle/schedule/outside";
import type { State } from "../../lifecycle/state";
import { MISSING } from "../../model/standing";
import { ABSENT, found, UNASKED, type UserReading } from "../../model/userReading";
import { ACTIONS } from "../../plan/actions";
import { groupsOf } from "../../plan/planGroups";
import type { PlanMessage } from "../../plan/planMessage";
import type { PlanRequest } from "../../plan/planRequest";
import { planUsers } from "../../plan/planUsers";

const NOBODY: ReadonlySet<string> = new Set();

/** How those users are whom a refresh has seen otherwise than this resource made them: the state knows that much of them. */
function seenIn(kind: Kind, { ledger, team }: State): PlanRequest["observe"] {
  const { rules } = kind;
  const seen = new Map<string, UserReading>();
  for (const [key, value] of ledger.drifted) {
    const userId = ledger.holdings.get(key)?.userId;
    if (userId === undefined) continue;
    const { after } = ACTIONS[rules.actionFor(value, team)];
    seen.set(userId, value === MISSING ? ABSENT : found(after({ userId }, { to: value })));
  }
  return (userId) => seen.get(userId) ?? UNASKED;
}

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
    drifted: state.ledger.drifted,
    failed: NOBODY,
    handedOver: new Map(),
    isOpen: false,
    toRead: NOBODY,
    observe: seenIn(kind, state),
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
