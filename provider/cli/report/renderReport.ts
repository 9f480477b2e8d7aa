import type { Blockquote, Code, List, Paragraph, Root, RootContent } from "mdast";
import { countOf, grouped } from "../../model/names";
import { isChange } from "../../plan/labels";
import type { PlanGroup } from "../../plan/planGroups";
import { totalsOf, UNCHANGED_SHOWN } from "../../plan/planMessage";
import { type Cut, uncutOf } from "./cut";
import type { MarkdownWriter } from "./markdownWriter";
import type { PreviewReport, ResourceReport } from "./previewReport";
import { renderDue } from "./renderDue";
import { paragraph, renderName, renderPlan, textOf } from "./renderPlan";
import { tableOf } from "./tableOf";

/** A refusal names as many users as it has room for; what is longer than this is no sentence of ours. */
const SENTENCE = 2_000;

function shortened(text: string): string {
  return text.length <= SENTENCE ? text : `${text.slice(0, SENTENCE)}...`;
}

/** A sentence of ours as it is; of what has more lines, such as a stack trace, the lines as they are. */
function renderSaid(text: string): (Paragraph | Code)[] {
  const [first = "", ...rest] = text.split("\n");
  if (rest.length === 0) return [paragraph(textOf(first))];
  return [paragraph(textOf(first)), { type: "code", lang: "text", value: rest.join("\n") }];
}

function renderList(texts: readonly string[], parts: number): List {
  const shown = texts.slice(0, parts).map(shortened);
  const left = texts.length - shown.length;
  if (left > 0) shown.push(`and ${grouped(left)} more`);
  return {
    type: "list",
    ordered: false,
    spread: false,
    children: shown.map((text) => ({ type: "listItem", spread: false, children: renderSaid(text) })),
  };
}

/** A colored box on GitHub, a quotation elsewhere. */
function renderAlert(kind: "CAUTION" | "WARNING", sentence: string, list: List): Blockquote {
  // As HTML, because as text the bracket would be escaped, and it would be no alert any more.
  const marker = paragraph({ type: "html", value: `[!${kind}]` }, textOf(`\n${sentence}`));
  return { type: "blockquote", children: [marker, list] };
}

/** The changes in numbers, where there are others that nobody can count. */
function withUntold(totals: string): string {
  const others = "users whom this preview keeps secret change";
  return totals === totalsOf([]) ? others : `${totals}, and ${others}`;
}

/** Said of what is refused so early that nobody was looked at. */
const UNPLANNED = "it is not known who would change: what is refused has to be corrected first";

/** Said where something else has failed, such as the program, before all had been asked about. */
const BROKEN = "It is not known who would change: the preview has failed";
const BY_RESOURCE = /^\w+ "/;

/** Counts what is asked for and refused, as far as that is known. */
function askedFor(totals: string, { resources, refusals }: Pick<PreviewReport, "resources" | "refusals">): string {
  if (totals === totalsOf([]) && refusals.some((refusal) => !BY_RESOURCE.test(refusal))) return BROKEN;
  if (!resources.some(({ unplanned }) => unplanned)) return `Asked for: ${totals}`;
  return totals === totalsOf([]) ? `I${UNPLANNED.slice(1)}` : `Asked for: ${totals}. Of other resources ${UNPLANNED}`;
}

const UNREAD = /": (?:NOT refreshed: )?the account could not be read, /;

/** Said where nobody changes by a state that was held against no account. */
const UNKNOWN = "It is not known whether anybody changes: the account could not be read";

function headline({ refusals, resources, notes }: PreviewReport): Paragraph[] {
  if (refusals.length > 0 && resources.length === 0) return [];
  const told = totalsOf(resources.flatMap(({ plans }) => plans.flatMap(({ groups }) => groups)));
  const counted = resources.some(({ atMost }) => atMost) ? `at most: ${told}` : told;
  const isUnknown = counted === totalsOf([]) && notes.some((note) => UNREAD.test(note));
  const sure = isUnknown && refusals.length === 0 ? UNKNOWN : counted;
  const totals = resources.some(({ untold }) => untold) ? withUntold(counted) : sure;
  const sentence =
    refusals.length > 0
      ? askedFor(totals, { resources, refusals })
      : `${totals.charAt(0).toUpperCase()}${totals.slice(1)}`;
  return [paragraph({ type: "strong", children: [textOf(`${sentence}.`)] })];
}

const WHY_UNCHECKED = {
  delete: "Pulumi does not look at the users of a resource that it will delete",
  other: "the account could not be read",
} as const;

/** What several plans are of, as a replacement on another account has it: their headings tell the account. */
function namedTwice(resources: readonly ResourceReport[]): ReadonlySet<string> {
  const byName = Map.groupBy(
    resources.flatMap(({ plans }) => plans),
    ({ resource }) => resource,
  );
  return new Set([...byName].filter(([, plans]) => plans.length > 1).map(([resource]) => resource));
}

function renderResource(report: ResourceReport, cut: Cut, twice: ReadonlySet<string>): RootContent[] {
  const { resource, operation, plans, remarks, secret = false } = report;
  const why = operation === "delete" || operation === "replace" ? WHY_UNCHECKED.delete : WHY_UNCHECKED.other;
  const told = plans.flatMap((plan) => renderPlan(plan, why, cut, secret, twice.has(plan.resource)));
  const head = plans.length === 0 && remarks.length > 0 ? [renderName(resource)] : [];
  return [...head, ...told, ...remarks.map((remark) => paragraph(textOf(remark)))];
}

/** Says what a reader does not see, and how to see it. */
function renderLeftOut(report: PreviewReport, cut: Cut, limit: number): RootContent[] {
  const { resources } = report;
  const groups: PlanGroup[] = resources.flatMap(({ plans, secret }) =>
    secret ? [] : plans.flatMap((plan) => plan.groups),
  );
  const uncut = uncutOf(report);
  const unnamed = groups.reduce((sum, { count, names }) => sum + count - names.length, 0);
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const cutAway = groups.reduce((sum, { names, effect }) => {
    const shown = isChange(effect) ? names.length : Math.min(names.length, uncut.unchanged);
    return sum + Math.max(0, shown - (isChange(effect) ? cut.changed : cut.unchanged));
  }, 0);
  const capped = groups.some(({ names, effect }) => !isChange(effect) && names.length > uncut.unchanged);
  const parts = Math.max(0, resources.length - cut.parts);
  const said = [];
  if (cutAway > 0)
    said.push(`Cut to ${grouped(limit)} characters: ${countOf(cutAway, "name")} of ${grouped(total)} left out.`);
  if (parts > 0) said.push(`${countOf(parts, "resource")} left out.`);
  if (capped)
    said.push(
      `Of users who do not change ${UNCHANGED_SHOWN} of each group are named; report --json names all that the preview tells.`,
    );
  if (unnamed > 0)
    said.push(
      `The preview names the first users of each group only, ${countOf(unnamed, "name")} ${unnamed === 1 ? "is" : "are"} not in it; CHIME_USERS_MAX_NAMES=all in its environment names everybody.`,
    );
  return said.length === 0 ? [] : [paragraph({ type: "emphasis", children: [textOf(said.join(" "))] })];
}

/** A report as Markdown for a comment: what stands in the way, the counts, then who. */
export function renderReport(report: PreviewReport, cut: Cut, limit: number, writer: MarkdownWriter): Root {
  const { stack, refusals, resources, due, notes, otherChanges } = report;
  const shown = resources.slice(0, cut.parts);
  const twice = namedTwice(resources);
  const others = `${countOf(otherChanges, "other resource")} of this stack ${otherChanges === 1 ? "changes" : "change"} too.`;
  const name = stack === "" ? "" : `: ${stack}`;
  const refused = "Refused. None of this can be applied until it is solved.";
  return {
    type: "root",
    children: [
      { type: "html", value: `<!-- pulumi-chime-users report${name} -->` },
      { type: "heading", depth: 3, children: [textOf(`Amazon Chime users${stack === "" ? "" : ` in ${stack}`}`)] },
      ...(refusals.length > 0 ? [renderAlert("CAUTION", refused, renderList(refusals, cut.parts))] : []),
      ...headline(report),
      ...(shown.length > 0 ? [writer.table(tableOf(shown))] : []),
      ...(notes.length > 0 ? [renderAlert("WARNING", "Said by the preview:", renderList(notes, cut.parts))] : []),
      ...shown.flatMap((resource) => renderResource(resource, cut, twice)),
      ...renderDue(due, cut),
      ...renderLeftOut(report, cut, limit),
      ...(otherChanges > 0 ? [paragraph(textOf(others))] : []),
    ],
  };
}
