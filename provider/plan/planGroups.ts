import type { Action, KeptReason, Plan, Reason, Step } from "./plan";

/** What becomes of a user, as far as a reader counts: one of the four changes, or why there is none. */
export type Effect = Action | "kept" | "gone" | "missing" | "already";

const CHANGES: ReadonlySet<Effect> = new Set<Action>(["suspend", "unsuspend", "invite", "setLicense"]);

/** Whether an effect is a change, and not a reason for none. */
export function isChange(effect: Effect): boolean {
  return CHANGES.has(effect);
}

/** Users to whom the same happens for the same reason. */
export interface PlanGroup {
  readonly effect: Effect;
  /** What happens and why: `unsuspend, no longer listed`. */
  readonly label: string;
  readonly count: number;
  /** All of them, or as many as a message had room for. */
  readonly names: readonly string[];
}

const VERB: Record<Exclude<Action, "setLicense">, string> = {
  suspend: "suspend",
  unsuspend: "unsuspend",
  invite: "invite again",
};

export const BECAUSE: Readonly<Record<Reason, string>> = {
  listed: "",
  leaving: ", no longer listed",
  exclusive: ", suspended but not listed (exclusive)",
};

const KEPT_BECAUSE: Record<KeptReason, string> = {
  retained: "left as they are (onRemoval)",
  foundSo: "left as they are, found so at first",
  changedSince: "left as they are, changed by others since",
  alreadyBack: "left as they are, which is what they go back to",
  protected: "left as they are, protected",
  claimed: "left to another resource that lists them",
  notRestorable: "left as they are, nothing to go back to",
};

const GONE = "gone from the account, nothing to undo";
const MISSING = "not in the account";

/** How labels begin, and what they say then. The longer of two beginnings comes first. */
const EFFECT_BY_BEGINNING: readonly (readonly [string, Effect])[] = [
  ["suspend", "suspend"],
  ["unsuspend", "unsuspend"],
  ["invite again", "invite"],
  ["license already", "already"],
  ["license ", "setLicense"],
  ["already", "already"],
  [GONE, "gone"],
  [MISSING, "missing"],
  ["left ", "kept"],
];

/** What a label says becomes of a user; undefined for what is no label. */
export function effectOf(label: string): Effect | undefined {
  return EFFECT_BY_BEGINNING.find(([beginning]) => label.startsWith(beginning))?.[1];
}

const LICENSES = /^license (.+) -> (.+?)(?:, no longer listed)?$/;

/** The license that a label says users get; undefined where it says something else. */
export function licenseOf(label: string): string | undefined {
  return LICENSES.exec(label)?.[2];
}

const ACTIONS: readonly Action[] = ["suspend", "unsuspend", "invite", "setLicense"];
const REASONS = Object.keys(BECAUSE);

/** Who loses access comes first, and the listed before the others; licenses go by name. */
function byRank(a: Step, b: Step): number {
  const rank = ({ action, reason }: Step): number => ACTIONS.indexOf(action) * REASONS.length + REASONS.indexOf(reason);
  const license = ({ from = "", to }: Step): string => (a.action === "setLicense" ? `${from} ${to}` : "");
  return rank(a) - rank(b) || (license(a) < license(b) ? -1 : license(a) > license(b) ? 1 : 0);
}

function labelOf(step: Step, team: boolean): string {
  if (step.action === "suspend" && team) {
    return "suspend, which on a Team account removes them until they accept a new invitation";
  }
  if (step.action === "setLicense")
    return `license ${step.from ?? step.assumed ?? "?"} -> ${step.to}${BECAUSE[step.reason]}`;
  return `${VERB[step.action]}${BECAUSE[step.reason]}`;
}

/** An ID tells a reader nothing: the address stands beside it, where it is known. */
function nameOf({ user, email }: Step): string {
  return email === undefined || user.includes("@") ? user : `${user} (${email.toLowerCase()})`;
}

function groupBy<T>(
  items: readonly T[],
  effect: (item: T) => Effect,
  label: (item: T) => string,
  name: (item: T) => string,
): PlanGroup[] {
  const groups = Map.groupBy(items, label);
  return [...groups].map(([headline, members]) => ({
    effect: effect(members[0] as T),
    label: headline,
    count: members.length,
    names: members.map(name),
  }));
}

/** How a kind calls listed users that are as declared; both begin alike. */
export interface AlreadyLabels {
  readonly kept: string;
  /** Those who were never changed, and stay as they are when they leave. */
  readonly found: string;
}

/** Groups everybody whom a plan speaks of by what becomes of them: who is changed comes first. */
export function groupsOf(plan: Plan, labels: AlreadyLabels, team: boolean): PlanGroup[] {
  const found = new Set(plan.found);
  const single = (effect: Effect, label: string, names: readonly string[]): PlanGroup => ({
    effect,
    label,
    count: names.length,
    names,
  });
  const groups = [
    ...groupBy(
      [...plan.steps].sort(byRank),
      (step) => step.action,
      (step) => labelOf(step, team),
      nameOf,
    ),
    ...groupBy(
      plan.kept,
      () => "kept",
      ({ why }) => KEPT_BECAUSE[why],
      ({ user }) => user,
    ),
    single("gone", GONE, plan.gone),
    single("missing", MISSING, plan.missing),
    single("already", labels.found, plan.found),
    single(
      "already",
      labels.kept,
      plan.already.filter((user) => !found.has(user)),
    ),
  ];
  return groups.filter(({ count }) => count > 0);
}
