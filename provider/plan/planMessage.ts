import { countOf } from "../model/names";
import { ACTION_NAMES, ACTIONS } from "./actions";
import { type Effect, isChange, readLabel } from "./labels";
import type { PlanGroup } from "./planGroups";

/** A plan as a person is told of it: for one resource, what happens to whom. */
export interface PlanMessage {
  /** `UserSuspensionSet "leavers"`. */
  readonly resource: string;
  /** `"Example Corp" (account 1234…)`. */
  readonly account: string;
  /** Whether real users were looked at, or the plan is from the state alone. */
  readonly checked: boolean;
  readonly groups: readonly PlanGroup[];
}

/** How many names of a group stand in a message: many where people are changed, few where they are not. */
const CHANGED_SHOWN = 50;
const UNCHANGED_SHOWN = 10;

/** Where names are broken into lines; a name is never broken. */
const WIDTH = 120;
const NEXT_LINE = "\n    ";
const UNCHECKED = " (from the state alone, the account could not be read)";

const NOBODY = "nobody changes";

/** How many users have an effect. */
export function countEffect(groups: readonly PlanGroup[], effect: Effect): number {
  return groups.reduce((sum, group) => sum + (group.effect === effect ? group.count : 0), 0);
}

/** `suspend 2 users, unsuspend 1 user`: the changes of some groups in numbers. */
export function totalsOf(groups: readonly PlanGroup[]): string {
  const counted = ACTION_NAMES.map((action) => ({ total: ACTIONS[action].total, count: countEffect(groups, action) }));
  const parts = counted
    .filter(({ count }) => count > 0)
    .map(({ total, count }) => `${total} ${countOf(count, "user")}`);
  return parts.length === 0 ? NOBODY : parts.join(", ");
}

/** Names that could be read as more than one, or as the end of the list, are put in quotes. */
function writeName(name: string): string {
  return /[",]| and /.test(name) ? JSON.stringify(name) : name;
}

function writeGroup({ label, count, names, effect }: PlanGroup, maxNames: number | undefined): string {
  const shown = names.slice(0, maxNames ?? (isChange(effect) ? CHANGED_SHOWN : UNCHANGED_SHOWN));
  const left = count - shown.length;
  const more = left > 0 ? ` and ${left.toLocaleString("en-US")} more` : "";
  const lines = [`  ${label} (${count.toLocaleString("en-US")})${shown.length > 0 ? ":" : ""}`];
  for (const [i, name] of shown.entries()) {
    const text = `${writeName(name)}${i < shown.length - 1 ? "," : more}`;
    const line = lines.at(-1) ?? "";
    if (i === 0 || line.length + 1 + text.length <= WIDTH) lines[lines.length - 1] = `${line} ${text}`;
    else lines.push(text);
  }
  return lines.join(NEXT_LINE);
}

/**
 * Writes a message: counts first, then who, grouped by what happens to them. Names are capped, numbers never are.
 * `maxNames` takes the place of the usual cap.
 */
export function writePlanMessage({ resource, account, checked, groups }: PlanMessage, maxNames?: number): string {
  const head = `${resource}: ${totalsOf(groups)} in ${account}${checked ? "" : UNCHECKED}`;
  return [head, ...groups.map((group) => writeGroup(group, maxNames))].join("\n");
}

const TOTALS = ACTION_NAMES.map((action) => ACTIONS[action].total).join("|");
const HEAD = new RegExp(`^(\\w+ "[^\\n]*?"): (?:${NOBODY}|(?:${TOTALS}) [\\d,]+ users?.*?) in ([^\\n]*)$`);
const GROUP = /^ {2}(\S.*?) \(([\d,]+)\)(?:: (.*))?$/;
const NAME = /"(?:[^"\\]|\\.)*"|[^", ][^,]*/g;
const MORE = / and [\d,]+ more$/;

function readGroup(line: string): PlanGroup | undefined {
  const [, label = "", count = "", list = ""] = GROUP.exec(line) ?? [];
  const effect = readLabel(label)?.effect;
  if (effect === undefined) return undefined;
  const names = list.replace(MORE, "").match(NAME) ?? [];
  return {
    effect,
    label,
    count: Number(count.replaceAll(",", "")),
    names: names.map((name) => (name.startsWith('"') ? (JSON.parse(name) as string) : name)),
  };
}

/** Reads what `writePlanMessage` wrote; undefined for any other text. */
export function readPlanMessage(text: string): PlanMessage | undefined {
  const [head = "", ...lines] = text.trimEnd().replaceAll(NEXT_LINE, " ").split("\n");
  const [, resource, where = ""] = HEAD.exec(head) ?? [];
  const groups = lines.map(readGroup);
  if (resource === undefined || groups.length === 0 || !groups.every((group) => group !== undefined)) return undefined;
  const checked = !where.endsWith(UNCHECKED);
  const account = checked ? where : where.slice(0, -UNCHECKED.length);
  return { resource, account, checked, groups };
}
