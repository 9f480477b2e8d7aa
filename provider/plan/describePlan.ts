import { countOf, listNames } from "../model/names";
import type { Action, KeptReason, Plan, Reason, Step } from "./plan";

/** What a plan is about, for its headline. */
export interface PlanSubject {
  /** `UserSuspensionSet "leavers"`. */
  readonly resource: string;
  /** `"Example Corp" (account 1234…)`. */
  readonly account: string;
  /** Whether real users were looked at, or the plan is from the state alone. */
  readonly checked: boolean;
  /** Whether it is a Team account, where suspending removes users. */
  readonly team: boolean;
}

const VERB: Record<Action, string> = {
  suspend: "suspend",
  unsuspend: "unsuspend",
  invite: "invite again",
  setLicense: "change license of",
};

const BECAUSE: Record<Reason, string> = {
  listed: "",
  leaving: ", no longer listed",
  exclusive: ", suspended but not listed (exclusive)",
};

const KEPT_BECAUSE: Record<KeptReason, string> = {
  retained: "left as they are (onRemoval)",
  foundSo: "left as they are, found so at first",
  changedSince: "left as they are, changed by others since",
  protected: "left as they are, protected",
  claimed: "left to another resource that lists them",
  notRestorable: "left as they are, nothing to go back to",
};

const ACTIONS = Object.keys(VERB);
const REASONS = Object.keys(BECAUSE);

/** Who loses access comes first, and the listed before the others; within that, the plan's own order. */
function inOrder(steps: readonly Step[]): Step[] {
  const rank = ({ action, reason }: Step): number => ACTIONS.indexOf(action) * REASONS.length + REASONS.indexOf(reason);
  return [...steps].sort((a, b) => rank(a) - rank(b));
}

interface Group {
  readonly headline: string;
  readonly names: readonly string[];
}

function stepLabel(step: Step, team: boolean): string {
  if (step.action === "suspend" && team) {
    return "suspend, which on a Team account removes them until they accept a new invitation";
  }
  if (step.action === "setLicense") return `license ${step.from ?? "?"} -> ${step.to}${BECAUSE[step.reason]}`;
  return `${VERB[step.action]}${BECAUSE[step.reason]}`;
}

function groupsOf(plan: Plan, alreadyLabel: string, team: boolean): Group[] {
  const steps = Map.groupBy(inOrder(plan.steps), (step) => stepLabel(step, team));
  const kept = Map.groupBy(plan.kept, ({ why }) => KEPT_BECAUSE[why]);
  const groups: Group[] = [
    ...[...steps].map(([headline, group]) => ({ headline, names: group.map((step) => step.user) })),
    ...[...kept].map(([headline, group]) => ({ headline, names: group.map(({ user }) => user) })),
    { headline: "gone from the account, nothing to undo", names: plan.gone },
    { headline: "not in the account", names: plan.missing },
    { headline: alreadyLabel, names: plan.already },
  ];
  return groups.filter((group) => group.names.length > 0);
}

function totalsOf(plan: Plan): string {
  const actions = Map.groupBy(inOrder(plan.steps), (step) => step.action);
  const parts = [...actions].map(([action, steps]) => `${VERB[action]} ${countOf(steps.length, "user")}`);
  return parts.length === 0 ? "nobody changes" : parts.join(", ");
}

/**
 * The plan as a person reads it: counts first, then who, grouped by what happens to them, each group capped.
 * Undefined where there is nothing to say.
 */
export function describePlan(plan: Plan, subject: PlanSubject, alreadyLabel: string): string | undefined {
  const groups = groupsOf(plan, alreadyLabel, subject.team);
  if (groups.length === 0) return undefined;
  const checked = subject.checked ? "" : " (from the state alone, the account could not be read)";
  const lines = groups.map(
    ({ headline, names }) => `  ${headline} (${names.length.toLocaleString("en-US")}): ${listNames(names)}`,
  );
  return [`${subject.resource}: ${totalsOf(plan)} in ${subject.account}${checked}`, ...lines].join("\n");
}
