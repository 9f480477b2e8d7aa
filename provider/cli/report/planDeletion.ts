import { describeResource } from "../../lifecycle/describeResource";
import type { Kind } from "../../lifecycle/kind";
import { declareNobody } from "../../lifecycle/reconcile";
import { notesOf } from "../../lifecycle/schedule/outside";
import type { State } from "../../lifecycle/state";
import { MISSING } from "../../model/standing";
import { isEmailAddress } from "../../model/userKey";
import { ABSENT, found, UNASKED, type UserReading } from "../../model/userReading";
import { ACTIONS } from "../../plan/actions";
import { isChange } from "../../plan/labels";
import { type Grouping, groupsOf, type PlanGroup } from "../../plan/planGroups";
import type { PlanMessage } from "../../plan/planMessage";
import type { PlanRequest } from "../../plan/planRequest";
import { planUsers } from "../../plan/planUsers";
import type { Change, Verdict } from "../../plan/verdict";
import type { Claims, Nameless } from "./claimsOf";

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

/** What a deletion takes back, as far as a preview tells. */
export interface PlannedDeletion {
  readonly plan: PlanMessage;
  /** Who is listed elsewhere by address alone: some of those who are told to be changed may be these, and are not. */
  readonly maybe: readonly Nameless[];
  /** The exclusive resource that lets users of this one in before it is deleted, where there are any. */
  readonly letIn?: string;
}

/** A change that an exclusive resource makes before: its plan counts the user, who is as before by the time of the deletion. */
function withoutLetIn(verdicts: readonly Verdict[], { rules }: Kind): readonly Verdict[] {
  return verdicts.map((verdict) => {
    if (verdict.type !== "change" || verdict.to !== rules.exclusive?.to) return verdict;
    return { type: "untouched", user: verdict.user, why: "alreadyBack" };
  });
}

/**
 * Who of the users of a deleted resource may be listed by address elsewhere. Where as many are told to move from here as there are
 * users in question, it is all of them.
 */
function withNameless(
  verdicts: readonly Verdict[],
  isOpen: (verdict: Verdict) => boolean,
  nameless: readonly Nameless[],
  resource: string,
): { readonly certain: readonly Verdict[]; readonly open: readonly Change[]; readonly maybe: readonly Nameless[] } {
  const asked = verdicts.filter((verdict) => verdict.type !== "moves" && isOpen(verdict));
  const open = asked.filter((verdict) => verdict.type === "change");
  const maybe = nameless.filter(({ from }) => from === undefined || from === resource);
  if (open.length === 0 || maybe.length === 0) return { certain: verdicts, open: [], maybe: [] };
  const certain = verdicts.filter((verdict) => !asked.includes(verdict));
  const [first, ...more] = maybe.filter(({ from }) => from === resource);
  const isOne = more.every(({ claimant }) => claimant.name === first?.claimant.name);
  if (first === undefined || more.length + 1 < asked.length || !isOne)
    return { certain: verdicts.filter((verdict) => !open.some((one) => one === verdict)), open, maybe };
  const moving = asked.map(({ user }): Verdict => ({ type: "moves", user, to: first.claimant }));
  return { certain: [...certain, ...moving], open: [], maybe: [] };
}

/** Those who may be listed by address elsewhere stand by themselves, below those who are changed for certain. */
function groupsWith(
  { certain, open, maybe }: ReturnType<typeof withNameless>,
  grouping: Grouping,
): readonly PlanGroup[] {
  const names = [...new Set(maybe.map(({ claimant }) => claimant.name ?? ""))].sort();
  const groups = groupsOf({ verdicts: certain }, grouping);
  const doubtful = groupsOf({ verdicts: open }, grouping).map((group) => ({
    ...group,
    label: `${group.label}, unless listed by address in ${names.join(" or ")}`,
  }));
  const changes = groups.filter(({ effect }) => isChange(effect));
  return [...changes, ...doubtful, ...groups.filter((group) => !changes.includes(group))];
}

/**
 * What deleting a resource would take back. The engine asks no provider about a deletion before it is due, so that
 * this is from the state alone. Undefined where nobody is affected.
 */
export function planDeletion(kind: Kind, urn: string, state: State, claims: Claims): PlannedDeletion | undefined {
  const declaration = declareNobody(state);
  const { accountId, onRemoval, exclusive, protectedUsers, desired } = declaration;
  const notes = notesOf(declaration, state);
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
    claimantOf: (...names) => claims.claimantOf(kind, accountId, names),
    onRemoval,
    isDeleted: true,
    exclusive,
    protectedUsers,
    team,
  });
  const isOpen = ({ user }: Verdict): boolean => {
    const { userId = user, email } = state.ledger.holdings.get(user) ?? {};
    return !isEmailAddress(user) && email === undefined && !claims.isAddressKnown(accountId, userId);
  };
  const resource = describeResource(kind, urn);
  const named = withNameless(plan.verdicts, isOpen, claims.nameless(kind, accountId), resource);
  const letter = claims.letterIn(kind, accountId, resource);
  const certain = letter === undefined ? named.certain : withoutLetIn(named.certain, kind);
  const told = { ...named, certain };
  const groups = groupsWith(told, { team, labels: kind.labels, leavesPreexisting: onRemoval === "restore", notes });
  if (groups.length === 0) return undefined;
  const planned = { plan: { resource, account: `account ${accountId}`, checked: false, groups }, maybe: told.maybe };
  const isLetIn = certain.some((verdict, i) => verdict !== named.certain[i]);
  return letter === undefined || !isLetIn ? planned : { ...planned, letIn: letter };
}
