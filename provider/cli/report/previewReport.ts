import type { Kind } from "../../lifecycle/kind";
import { decodeInputs, decodeState, emptyState, type State } from "../../lifecycle/state";
import { REFUSED } from "../../model/refused";
import { SECRET } from "../../model/secret";
import { type DueMessage, readDueMessage } from "../../plan/dueMessage";
import { isChange, LETS_IN, readLabel } from "../../plan/labels";
import { type PlanMessage, UNCHANGED_SHOWN } from "../../plan/planMessage";
import { type Claims, claimsOf } from "./claimsOf";
import { inCommonForm } from "./commonForm";
import { kindOf } from "./kindOf";
import { nameEverybody } from "./nameEverybody";
import type { Diagnostic, Preview, PreviewStep } from "./readPreview";
import { type Deletion, reportDeletion } from "./reportDeletion";
import { planOf, textOf } from "./said";

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
  /** What a reader has to know beside that. */
  readonly remarks: readonly string[];
  /** Whether somebody is affected of whom the preview does not tell. */
  readonly untold?: true;
  /** Whether fewer may be changed than the plans tell. */
  readonly atMost?: true;
  /** Whether it is refused before anybody could tell whom it changes. */
  readonly unplanned?: true;
  /** Whether its users are secret: none is named. */
  readonly secret?: true;
}

/** What the parts of a preview have to know of the others. */
interface Scene {
  readonly claims: Claims;
  /** The resources that are deleted. */
  readonly deleted: ReadonlySet<string>;
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
  /** Whether the preview was asked to name more users than usual to whom nothing happens. */
  readonly namesMore?: true;
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
  /^(?:pulumi-nodejs:dynamic\/chime|chime:index):\w+ resource '.*?'(?:: property \w+ value \{[\s\S]*?\})? has a problem: ([\s\S]*)$/;

/** What a guard says before the reasons that it has; several stand on lines of their own. */
const GUARD = ": refused, nothing was changed.";

/** An error as sentences about a resource. */
function refusalsOf(error: Diagnostic): string[] {
  const text = textOf(error).replace(/^Preview failed: /, "");
  const resource = resourceOf(error.urn);
  // Each of the resources says itself what stands against it.
  if (resource === undefined) return text.startsWith(REFUSED) || text === "preview failed" ? [] : [text];
  const guarded = text.startsWith(resource + GUARD) ? text.slice(resource.length + GUARD.length) : undefined;
  const reasons = guarded?.split(/\n- /) ?? [CHECK_FAILURE.exec(text)?.[1] ?? text];
  const told = reasons.map((reason) => reason.trim()).filter((reason) => reason !== "");
  return told.map((reason) => (reason.startsWith(resource) ? reason : `${resource}: ${reason}`));
}

function dueOf({ urn, message }: Diagnostic): DueMessage | undefined {
  return kindOf(urn) && readDueMessage(message.trim());
}

/** What holds for all resources of the run is said of none of them. */
function isNote(said: Diagnostic): boolean {
  return (kindOf(said.urn) !== undefined && !planOf(said)) || textOf(said).startsWith("chime:asOf ");
}

/** Whether a plan is about the account of a state; of a secret one that can't be told. */
function isAbout({ account }: PlanMessage, state: State | undefined): boolean {
  return state !== undefined && account.includes(state.declaration.accountId);
}

/** Whether a message names more users than usual to whom nothing happens. */
function namesMore(said: Diagnostic): boolean {
  const groups = planOf(said)?.groups ?? [];
  return groups.some(({ effect, names }) => !isChange(effect) && names.length > UNCHANGED_SHOWN);
}

type Told = Pick<ResourceReport, "plans" | "remarks" | "untold" | "atMost" | "secret">;

/** Whether the users of a step are secret, or have been. */
function isSecret(kind: Kind, { oldState, newState }: PreviewStep): boolean {
  return [oldState?.inputs, oldState?.outputs, newState?.inputs].some((props) => props?.[kind.listing] === SECRET);
}

/** What is told of a resource that is created or changed, with the names that its message had no room for. */
function toldOf(kind: Kind, step: PreviewStep, plans: readonly PlanMessage[], state: State | undefined): PlanMessage[] {
  if (!step.newState) return [...plans];
  const declaration = decodeInputs(kind, step.newState.inputs);
  return plans.map((plan) => nameEverybody(kind, plan, declaration, state ?? emptyState(declaration)));
}

function letsIn({ groups }: PlanMessage): boolean {
  return groups.some(({ label }) => readLabel(label)?.cause === "exclusive");
}

/** Of a replacement the provider tells both halves itself, the old account's too, where it could be read. */
function replacementOf(kind: Kind, step: PreviewStep, plans: readonly PlanMessage[], deletion: Deletion): Told {
  const state = step.oldState ? decodeState(kind, step.oldState.outputs) : undefined;
  const left = plans.filter((plan) => isAbout(plan, state));
  const isSecret = state?.declaration.accountId === SECRET;
  if (isSecret && plans.length > 1) return { plans, remarks: [] };
  const made = toldOf(kind, step, isSecret ? plans : plans.filter((plan) => !left.includes(plan)), undefined);
  if (left.length > 0 && !isSecret) return { plans: [...left.slice(-1), ...made], remarks: [] };
  return { ...deletion, plans: [...(deletion.plan ? [deletion.plan] : []), ...made] };
}

function partsInClear(step: PreviewStep | undefined, urn: string, { diagnostics }: Preview, scene: Scene): Told {
  const kind = kindOf(urn);
  const plans = diagnostics.filter((said) => said.urn === urn).flatMap((said) => planOf(said) ?? []);
  if (!kind || !step) return { plans, remarks: [] };
  const operation = OPERATIONS[step.op];
  if (operation !== "delete" && operation !== "replace") {
    if (isSecret(kind, step)) return { plans, remarks: [] };
    const state = step.oldState ? decodeState(kind, step.oldState.outputs) : undefined;
    return { plans: toldOf(kind, step, plans, state), remarks: plans.some(letsIn) ? [LETS_IN] : [] };
  }
  const deletion = reportDeletion(kind, step, scene.claims, scene.deleted);
  if (operation === "replace") return replacementOf(kind, step, plans, deletion);
  const { plan, ...told } = deletion;
  return { ...told, plans: plan ? [plan] : [] };
}

function partsOf(step: PreviewStep | undefined, urn: string, preview: Preview, scene: Scene): Told {
  const kind = kindOf(urn);
  const told = partsInClear(step, urn, preview, scene);
  return kind && step && isSecret(kind, step) ? { ...told, secret: true } : told;
}

/** Where a resource is refused and no plan is told, its arguments have to be corrected before there is one. */
function isUnplanned(operation: Operation, { plans, remarks }: Told): boolean {
  return operation !== "delete" && operation !== "replace" && plans.length === 0 && remarks.length === 0;
}

/** Who loses access is what a reviewer looks for first. */
function suspensionsFirst(a: string, b: string): number {
  const rank = (urn: string): number => {
    const kind = kindOf(urn);
    return kind !== undefined && kind.gives === undefined ? 0 : 1;
  };
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** Reads out of a preview what it says of the users of Chime accounts. */
export function reportPreview(given: Preview): PreviewReport {
  const preview = inCommonForm(given);
  const { steps, diagnostics } = preview;
  const changing = steps.filter(({ op }) => !UNCHANGED.has(op));
  const deleted = changing.filter(({ op }) => OPERATIONS[op] === "delete").map(({ urn }) => urn);
  const scene = { claims: claimsOf(preview), deleted: new Set(deleted) };
  const ours = new Map(changing.filter(({ urn }) => kindOf(urn)).map((step) => [step.urn, step]));
  const planned = diagnostics.filter((said) => planOf(said) && kindOf(said.urn)).map(({ urn }) => urn);
  const urns = [...new Set([...ours.keys(), ...planned])].sort(suspensionsFirst);
  const other = changing.filter(({ urn }) => !kindOf(urn) && !urn.includes("::pulumi:"));
  const refused = new Set(diagnostics.filter(({ severity }) => severity === "error").map(({ urn }) => urn));
  const said = diagnostics.filter(({ severity }) => severity !== "error");
  const due = said.map(dueOf);
  const resources = urns.map((urn): ResourceReport => {
    const step = ours.get(urn);
    const operation = OPERATIONS[step?.op ?? ""] ?? (refused.has(urn) ? "refused" : "none");
    const told = partsOf(step, urn, preview, scene);
    const unplanned = refused.has(urn) && isUnplanned(operation, told) ? { unplanned: true as const } : {};
    return { resource: resourceOf(urn) ?? urn, operation, ...told, ...unplanned };
  });
  const remarks = new Set(resources.flatMap((one) => one.remarks.map((remark) => `${one.resource}: ${remark}`)));
  const notes = said.filter((one, i) => due[i] === undefined && isNote(one)).map(textOf);
  return {
    stack: stackOf(preview),
    refusals: diagnostics.filter(({ severity }) => severity === "error").flatMap(refusalsOf),
    resources,
    due: due.filter((message) => message !== undefined),
    // What stands with a resource is said once.
    notes: notes.filter((note) => !remarks.has(note)),
    otherChanges: other.length,
    ...(diagnostics.some(namesMore) ? { namesMore: true } : {}),
  };
}
