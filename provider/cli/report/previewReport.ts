import { stripVTControlCharacters } from "node:util";
import { decodeInputs, decodeState, emptyState, type State } from "../../lifecycle/state";
import { type DueMessage, readDueMessage } from "../../plan/dueMessage";
import { isChange } from "../../plan/labels";
import { type PlanMessage, readPlanMessage } from "../../plan/planMessage";
import { kindOf } from "./kindOf";
import { nameEverybody } from "./nameEverybody";
import { planDeletion } from "./planDeletion";
import type { Diagnostic, Preview, PreviewStep } from "./readPreview";

/** What will be done to a resource as a whole. */
export type Operation = "create" | "update" | "replace" | "delete" | "refused" | "none";

/** How many users a resource changes. */
export function countChanges({ plans }: ResourceReport): number {
  const groups = plans.flatMap((plan) => plan.groups);
  return groups.reduce((sum, { effect, count }) => sum + (isChange(effect) ? count : 0), 0);
}

/** What a preview says of one resource of this package. */
export interface ResourceReport {
  /** `UserSuspensionSet "leavers"`. */
  readonly resource: string;
  readonly operation: Operation;
  /** Who is affected. Two for a replacement: those of the old account, and those of the new. */
  readonly plans: readonly PlanMessage[];
}

/** A preview as a reviewer has to see it. */
export interface PreviewReport {
  /** `people/production`; empty where the preview does not tell. */
  readonly stack: string;
  /** Why nothing can be applied; empty: nothing stands in the way. */
  readonly refusals: readonly string[];
  readonly resources: readonly ResourceReport[];
  /** Which entries begin or end soon, for each resource that has any. */
  readonly due: readonly DueMessage[];
  /** What else was said of these resources: users not known yet, an account out of reach, a moment that lies ahead. */
  readonly notes: readonly string[];
  /** How many resources of other packages change too. */
  readonly otherChanges: number;
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  create: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
};

const UNCHANGED = new Set(["same", "refresh", "read", "import"]);

/** `people/production` from `urn:pulumi:production::people::…`. */
function stackOf({ steps, diagnostics }: Preview): string {
  const urn = [...steps, ...diagnostics].map((part) => part.urn).find((text) => text.startsWith("urn:pulumi:"));
  const [stack = "", project = ""] = (urn ?? "").slice("urn:pulumi:".length).split("::");
  return project === "" ? "" : `${project}/${stack}`;
}

function resourceOf(urn: string): string | undefined {
  const kind = kindOf(urn);
  return kind ? `${kind.resource} "${urn.split("::").slice(3).join("::")}"` : undefined;
}

const CHECK_FAILURE =
  /^pulumi-nodejs:dynamic\/chime:\w+ resource '.*?'(?:: property \w+ value \{[\s\S]*?\})? has a problem: ([\s\S]*)$/;

/** What a guard says before the reasons that it has; several stand on lines of their own. */
const GUARD = ": refused, nothing was changed.";

/** What was said, without the word and the colors that the engine puts around it. */
function textOf({ message, severity }: Diagnostic): string {
  const text = stripVTControlCharacters(message).trim();
  return text.startsWith(`${severity}: `) ? text.slice(severity.length + 2) : text;
}

/** An error as sentences about a resource. */
function refusalsOf(error: Diagnostic): string[] {
  const text = textOf(error);
  const resource = resourceOf(error.urn);
  if (resource === undefined) return [text];
  const guarded = text.startsWith(resource + GUARD) ? text.slice(resource.length + GUARD.length) : undefined;
  const reasons = guarded?.split(/\n- /) ?? [CHECK_FAILURE.exec(text)?.[1] ?? text];
  const told = reasons.map((reason) => reason.trim()).filter((reason) => reason !== "");
  return told.map((reason) => (reason.startsWith(resource) ? reason : `${resource}: ${reason}`));
}

function planOf({ message }: Diagnostic): PlanMessage | undefined {
  return readPlanMessage(message.trim());
}

function dueOf({ urn, message }: Diagnostic): DueMessage | undefined {
  return kindOf(urn) && readDueMessage(message.trim());
}

/** What holds for all resources of the run is said of none of them. */
function isNote(said: Diagnostic): boolean {
  return (kindOf(said.urn) !== undefined && !planOf(said)) || textOf(said).startsWith("chime:asOf ");
}

function isAbout({ account }: PlanMessage, state: State | undefined): boolean {
  return state !== undefined && account.includes(state.declaration.accountId);
}

function plansOf(step: PreviewStep | undefined, urn: string, diagnostics: readonly Diagnostic[]): PlanMessage[] {
  const kind = kindOf(urn);
  const plans = diagnostics.filter((said) => said.urn === urn).flatMap((said) => planOf(said) ?? []);
  if (!kind || !step) return plans;
  const state = step.oldState ? decodeState(step.oldState.outputs) : undefined;
  const operation = OPERATIONS[step.op];
  // Of a replacement the provider tells both halves itself, the old account's too, where it could be read.
  const left = plans.filter((plan) => operation === "replace" && isAbout(plan, state));
  const deleted = operation === "delete" || (operation === "replace" && left.length === 0);
  const undone = state && deleted ? planDeletion(kind, urn, state) : undefined;
  const ended = undone ? [undone] : left.slice(-1);
  const made = plans.filter((plan) => !left.includes(plan));
  if (!step.newState) return [...ended, ...made];
  const declaration = decodeInputs(kind, step.newState.inputs);
  const before = state && operation !== "replace" ? state : emptyState(declaration);
  return [...ended, ...made.map((plan) => nameEverybody(kind, plan, declaration, before))];
}

/** Who loses access is what a reviewer looks for first. */
function suspensionsFirst(a: string, b: string): number {
  const rank = (urn: string): number => (kindOf(urn)?.takesAccess ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** Reads out of a preview what it says of the users of Chime accounts. */
export function reportPreview(preview: Preview): PreviewReport {
  const { steps, diagnostics } = preview;
  const changing = steps.filter(({ op }) => !UNCHANGED.has(op));
  const ours = new Map(changing.filter(({ urn }) => kindOf(urn)).map((step) => [step.urn, step]));
  const planned = diagnostics.filter((said) => planOf(said) && kindOf(said.urn)).map(({ urn }) => urn);
  const urns = [...new Set([...ours.keys(), ...planned])].sort(suspensionsFirst);
  const other = changing.filter(({ urn }) => !kindOf(urn) && !urn.includes("::pulumi:"));
  const refused = new Set(diagnostics.filter(({ severity }) => severity === "error").map(({ urn }) => urn));
  const said = diagnostics.filter(({ severity }) => severity !== "error");
  const due = said.map(dueOf);
  return {
    stack: stackOf(preview),
    refusals: diagnostics.filter(({ severity }) => severity === "error").flatMap(refusalsOf),
    resources: urns.map((urn) => {
      const step = ours.get(urn);
      const operation = OPERATIONS[step?.op ?? ""] ?? (refused.has(urn) ? "refused" : "none");
      return { resource: resourceOf(urn) ?? urn, operation, plans: plansOf(step, urn, diagnostics) };
    }),
    due: due.filter((message) => message !== undefined),
    notes: said.filter((one, i) => due[i] === undefined && isNote(one)).map(textOf),
    otherChanges: other.length,
  };
}
