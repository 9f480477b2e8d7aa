import type { Declaration } from "../../lifecycle/declaration";
import type { Kind } from "../../lifecycle/kind";
import { findReadSet } from "../../lifecycle/readSet";
import { notesOf } from "../../lifecycle/schedule/outside";
import type { State } from "../../lifecycle/state";
import type { UserKey } from "../../model/userKey";
import type { CauseName } from "../../plan/cause";
import { hasFailedListed } from "../../plan/causeOf";
import { readLabel } from "../../plan/labels";
import { withNotes } from "../../plan/notes";
import { leavingGives } from "../../plan/ownership";
import { idBeside, type PlanGroup } from "../../plan/planGroups";
import type { PlanMessage } from "../../plan/planMessage";

/** The user of a name in a message, which may have an address behind it. */
function keyOf(name: string): UserKey {
  return name.replace(/ \(.*\)$/, "");
}

function isLeaving({ label, effect }: PlanGroup): boolean {
  const { cause } = readLabel(label) ?? {};
  return cause === "leaving" || cause === "ended" || cause === "ahead" || effect === "untouched" || effect === "gone";
}

/** A user in question, and the value that is wanted or kept. */
type Entry = readonly [UserKey, string];

/** What the state tells of causes. */
interface Known {
  readonly holdings: State["ledger"]["holdings"];
  readonly failed: ReadonlySet<UserKey>;
  /** Whether a user may be held under a name that is not listed any more. */
  readonly renamed: boolean;
  /** Whether the account was looked at. */
  readonly checked: boolean;
  readonly drifted: State["ledger"]["drifted"];
  readonly rules: Kind["rules"];
  readonly onRemoval: string;
}

/** Whether a listed user may count as made so here from now on (see `leavingGives`), or may not. */
function mayBeTaken(takenOver: boolean, [key, to]: Entry, known: Known): boolean {
  const [holding, from] = [known.holdings.get(key), known.drifted.get(key)];
  if (from === undefined) return !takenOver || holding?.before === undefined;
  return takenOver === (leavingGives(known, holding, { from, to }) !== undefined);
}

/** Whether a listed user may be changed for a cause (see `causeOf`): what the state does not tell, may be. */
function mayBe(cause: CauseName, [key, wanted]: Entry, known: Known): boolean {
  const { holdings, failed, drifted, renamed, checked } = known;
  if (hasFailedListed({ failed, holdings, drifted }, key)) return cause === "failed";
  if (cause === "moved") return true;
  const holding = holdings.get(key);
  if (!holding) return cause === "listed" || renamed;
  if (cause === "failed" || holding.attempted !== undefined)
    return cause === "failed" && holding.attempted !== undefined;
  return !checked || (cause === "drifted") === (holding.value === wanted && !failed.has(key));
}

/** Completes each group that can hold nobody but those of the pool who are in no other group. */
function fill(
  groups: readonly PlanGroup[],
  pool: ReadonlyMap<UserKey, string>,
  nameOf: (key: UserKey, group: PlanGroup) => string,
  fits: (group: PlanGroup, entry: Entry) => boolean = () => true,
): Map<PlanGroup, PlanGroup> {
  const filled = new Map<PlanGroup, PlanGroup>();
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  if (total !== pool.size) return filled;
  const named = new Set(groups.flatMap(({ names }) => names.map(keyOf)));
  const unnamed = [...pool].filter(([key]) => !named.has(key));
  for (const group of groups) {
    const rest = unnamed.filter((entry) => fits(group, entry));
    const isAll = group.names.length < group.count && group.names.length + rest.length === group.count;
    if (isAll)
      filled.set(group, {
        ...group,
        names: [...group.names, ...rest.map(([key]) => nameOf(key, group))].sort(),
      });
  }
  return filled;
}

/**
 * Names those whom a plan's message only counts, as far as the preview's own data leave no doubt about who they are:
 * the users in question are known from inputs and state, and where all but one of the groups are complete, the last
 * one is all the others. Nothing is guessed; what is in doubt stays a number.
 */
export function nameEverybody(kind: Kind, plan: PlanMessage, declaration: Declaration, state: State): PlanMessage {
  const { desired, onRemoval, exclusive, protectedUsers, unknowns } = declaration;
  const { holdings } = state.ledger;
  if (unknowns.length > 0 || plan.groups.every(({ names, count }) => names.length === count)) return plan;
  const intent = {
    rules: kind.rules,
    desired,
    outside: new Map(),
    holdings,
    drifted: state.ledger.drifted,
    failed: new Set(state.failures.map(({ user }) => user)),
    handedOver: new Map(),
    isOpen: false,
    onRemoval,
    exclusive,
    protectedUsers,
    claimantOf: () => undefined,
  };
  const { listed } = findReadSet(kind, intent, state, declaration);
  const asked = new Map([...listed].map((key) => [key, desired.get(key) ?? ""]));
  const left = new Map([...holdings].filter(([key]) => !desired.has(key)).map(([key, { value }]) => [key, value]));
  const others = plan.groups.filter(({ label }) => readLabel(label)?.cause === "exclusive");
  const known = plan.groups.filter((group) => !others.includes(group));
  const { drifted } = state.ledger;
  const { rules } = kind;
  const { checked } = plan;
  const stateTells = { holdings, drifted, failed: intent.failed, renamed: left.size > 0, checked, rules, onRemoval };
  const fits = ({ label }: PlanGroup, entry: Entry): boolean => {
    const { cause, to = entry[1], takenOver = false } = readLabel(label) ?? {};
    if (to !== entry[1]) return false;
    return cause === undefined || (mayBe(cause, entry, stateTells) && mayBeTaken(takenOver, entry, stateTells));
  };
  // Whose entry still stands there leaves by its time, and anybody else by having none.
  const leaves = ({ label }: PlanGroup, [key]: Entry): boolean => {
    const { cause, moment } = readLabel(label) ?? {};
    const entry = declaration.schedule.get(key);
    if (cause === "ended") return entry?.until !== undefined && entry.until === moment;
    if (cause === "ahead") return entry?.from !== undefined && entry.from === moment;
    return cause !== "leaving" || entry === undefined;
  };
  const notes = notesOf(declaration, state);
  const nameOf = (user: UserKey, { effect }: PlanGroup): string => {
    const held = effect === "gone" ? holdings.get(user) : undefined;
    return withNotes(user, held && idBeside({ user, userId: held.userId }), notes(user));
  };
  const filled = new Map([
    ...fill(
      known.filter((group) => !isLeaving(group)),
      asked,
      nameOf,
      fits,
    ),
    ...fill(known.filter(isLeaving), left, nameOf, leaves),
  ]);
  return { ...plan, groups: plan.groups.map((group) => filled.get(group) ?? group) };
}
