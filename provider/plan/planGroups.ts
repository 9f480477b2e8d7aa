import { isEmailAddress } from "../model/userKey";
import { ACTION_NAMES, ACTIONS } from "./actions";
import {
  CAUSE_NAMES,
  type Effect,
  LABELS,
  labelOf,
  labelOfArrival,
  labelOfLeaving,
  labelOfMove,
  type UnchangedLabels,
} from "./labels";
import { type Notes, withNotes } from "./notes";
import type { Plan } from "./plan";
import type { Change, Gone, Verdict } from "./verdict";

/** Users to whom the same happens for the same reason. */
export interface PlanGroup {
  readonly effect: Effect;
  /** What happens and why: `unsuspend, no longer listed`. */
  readonly label: string;
  readonly count: number;
  /** All of them, or as many as a message had room for. */
  readonly names: readonly string[];
}

/** What the labels of a plan go by, beside its verdicts. */
export interface Grouping {
  /** Whether it is a Team account, where suspending removes users. */
  readonly team: boolean;
  readonly labels: UnchangedLabels;
  /** Whether users who were found as declared stay so when they are taken off the list. */
  readonly leavesPreexisting: boolean;
  /** What stands beside a user's name. */
  readonly notes: Notes;
}

/** What a user's group is called, and where it stands: by `rank`, and by `value` within a rank. */
interface GroupPlace {
  readonly effect: Effect;
  readonly label: string;
  readonly rank: number;
  readonly value: string;
}

/** After all changes come those who are not changed, in this order. */
const CHANGES = ACTION_NAMES.length * CAUSE_NAMES.length;
const UNTOUCHED = CHANGES;
const MOVES = CHANGES + 1;
const GONE = CHANGES + 2;
const MISSING = CHANGES + 3;
const ARRIVED = CHANGES + 4;
const PREEXISTING = CHANGES + 5;
const UNCHANGED = CHANGES + 6;

/** Who loses access comes first, and the listed before the others; licenses go by value. */
function groupOfChange(change: Change, team: boolean): GroupPlace {
  const { action, cause, from = "", to, leavingGives = "" } = change;
  const rank = ACTION_NAMES.indexOf(action) * CAUSE_NAMES.length + CAUSE_NAMES.indexOf(cause.why);
  return {
    effect: action,
    label: labelOf(change, team),
    rank,
    value: [
      ACTIONS[action].tellsValues ? `${from} ${to}` : "",
      "moment" in cause ? cause.moment : "",
      "isExclusive" in cause ? "exclusive" : "",
      leavingGives,
    ].join(" "),
  };
}

function groupOf(verdict: Verdict, { team, labels, leavesPreexisting }: Grouping): GroupPlace {
  switch (verdict.type) {
    case "change":
      return groupOfChange(verdict, team);
    case "untouched":
      return { effect: "untouched", label: LABELS.untouched[verdict.why], rank: UNTOUCHED, value: "" };
    case "gone":
      return { effect: "gone", label: LABELS.gone, rank: GONE, value: "" };
    case "missing":
      return { effect: "missing", label: LABELS.missing, rank: MISSING, value: "" };
    case "moves": {
      const label = labelOfMove(verdict.to);
      return { effect: "untouched", label, rank: MOVES, value: label };
    }
    case "leftTo": {
      const label = labelOfLeaving(verdict.to);
      return { effect: "untouched", label, rank: MOVES, value: label };
    }
    case "asDeclared":
      if (verdict.from !== undefined) {
        const label = labelOfArrival(labels, verdict.from);
        return { effect: "unchanged", label, rank: ARRIVED, value: label };
      }
      return verdict.origin === "preexisting" && leavesPreexisting
        ? { effect: "unchanged", label: labels.preexisting, rank: PREEXISTING, value: "" }
        : { effect: "unchanged", label: labels.unchanged, rank: UNCHANGED, value: "" };
  }
}

/** What stands beside the address of somebody who is gone, or has another one: somebody else may have it by now. */
export function idBeside({ user, userId }: Pick<Gone, "user" | "userId">): string | undefined {
  return user === userId ? undefined : `user ID ${userId}`;
}

/** An ID tells a reader nothing: the address of whom is changed stands beside it, where it is known. */
function otherNameOf(verdict: Verdict): string | undefined {
  if (verdict.type === "gone" || (verdict.type === "change" && verdict.hasOtherAddress)) return idBeside(verdict);
  return verdict.type === "change" && !isEmailAddress(verdict.user) ? verdict.email?.toLowerCase() : undefined;
}

function describeUser(verdict: Verdict, notes: Notes): string {
  const { user } = verdict;
  return withNotes(user, otherNameOf(verdict), notes(user));
}

/** Whose name tells whom another resource lists, which is secret. */
function isHidden(verdict: Verdict): boolean {
  return verdict.type === "leftTo" && verdict.to.isSecret === true;
}

/** Those who stand in one place. */
interface Group {
  readonly place: GroupPlace;
  readonly names: string[];
  count: number;
}

function byRank({ place: a }: Group, { place: b }: Group): number {
  return a.rank - b.rank || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
}

/** Groups everybody whom a plan speaks of by what becomes of them and why: who is changed comes first. */
export function groupsOf({ verdicts }: Pick<Plan, "verdicts">, grouping: Grouping): PlanGroup[] {
  const groups = new Map<string, Group>();
  for (const verdict of verdicts) {
    const place = groupOf(verdict, grouping);
    const group = groups.get(place.label) ?? { place, names: [], count: 0 };
    group.count += 1;
    if (!isHidden(verdict)) group.names.push(describeUser(verdict, grouping.notes));
    groups.set(place.label, group);
  }
  const inOrder = [...groups.values()].sort(byRank);
  return inOrder.map(({ place: { effect, label }, names, count }) => ({ effect, label, count, names }));
}
