import type { Heading, Paragraph, PhrasingContent, RootContent } from "mdast";
import { countOf, grouped } from "../../model/names";
import { ACTIONS, type Action } from "../../plan/actions";
import { isChange } from "../../plan/labels";
import type { PlanGroup } from "../../plan/planGroups";
import { isShort, type PlanMessage } from "../../plan/planMessage";
import type { Cut } from "./cut";
import { escapeHtml, withoutMentions } from "./mentions";

/** Up to as many names stand open; more are folded away. */
const OPEN = 10;

export function textOf(value: string): PhrasingContent {
  return { type: "text", value: withoutMentions(value) };
}

export function paragraph(...children: PhrasingContent[]): Paragraph {
  return { type: "paragraph", children };
}

export function strong(value: string): PhrasingContent {
  return { type: "strong", children: [textOf(value)] };
}

/** A few users: one line, each name as code, in which nothing is a link or a mention. */
function renderOpen({ label, count, names }: PlanGroup): RootContent {
  const listed = names.flatMap((name, i): PhrasingContent[] => [
    ...(i > 0 ? [textOf(", ")] : []),
    { type: "inlineCode", value: name },
  ]);
  return paragraph(strong(`${label} (${count})`), textOf(": "), ...listed);
}

/** A few users who are changed, one a line, each with the sign of what happens: colored where Markdown is. */
function renderLines({ label, count, names }: PlanGroup, action: Action): RootContent[] {
  const lines = names.map((name) => `${ACTIONS[action].sign} ${name}`);
  return [paragraph(strong(`${label} (${count})`)), { type: "code", lang: "diff", value: lines.join("\n") }];
}

function renderFolded({ label, count, names }: PlanGroup, shown: number): RootContent[] {
  const left = count - shown;
  const lines = names.slice(0, shown);
  if (shown === 0) lines.push(countOf(count, "user"));
  else if (left > 0) lines.push(`... and ${grouped(left)} more`);
  const summary = `<b>${escapeHtml(label)}</b> (${grouped(count)})`;
  return [
    { type: "html", value: `<details>\n<summary>${summary}</summary>` },
    { type: "code", lang: "text", value: lines.join("\n") },
    { type: "html", value: "</details>" },
  ];
}

/** Secret users: how many, and no word of who is left out. */
function renderSecret({ label, count }: PlanGroup): RootContent {
  return paragraph(strong(label), textOf(`: ${countOf(count, "user")}, secret`));
}

function renderGroup(group: PlanGroup, cut: Cut, short: boolean): RootContent[] {
  const { effect, names } = group;
  const shown = Math.min(names.length, isChange(effect) ? cut.changed : cut.unchanged);
  if (short && isChange(effect) && shown === group.count) return renderLines(group, effect);
  if (group.count <= OPEN && shown === group.count) return [renderOpen(group)];
  return renderFolded(group, shown);
}

/** The heading of what is said of a resource. */
export function renderName(resource: string): Heading {
  return { type: "heading", depth: 4, children: [textOf(resource)] };
}

/** Who is affected by one plan, grouped by what happens to them. `isTwice`: whether another plan is of a resource called the same. */
export function renderPlan(
  { resource, account, checked, groups }: PlanMessage,
  why: string,
  cut: Cut,
  secret: boolean,
  isTwice: boolean = false,
): RootContent[] {
  const place = checked ? `In ${account}` : `In ${account}. From the state alone: ${why}`;
  return [
    renderName(isTwice ? `${resource} in ${account}` : resource),
    paragraph(textOf(`${place}.`)),
    ...groups.flatMap((group) => (secret ? [renderSecret(group)] : renderGroup(group, cut, isShort(groups)))),
  ];
}
