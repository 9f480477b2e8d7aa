import { grouped, quoteName } from "../model/names";
import { ACTION_NAMES, ACTIONS, type Action, sayCount } from "./actions";
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

/** Up to as many users who are changed, each stands in a line of its own. */
const IN_LINES = 20;

/** How many names of a group stand in a message: many where people are changed, few where they are not. */
export const CHANGED_SHOWN = 50;
export const UNCHANGED_SHOWN = 10;

/** Where names are broken into lines; a name is never broken. */
const WIDTH = 120;
const NEXT_LINE = "\n    ";
const UNCHECKED = " (from the state alone, the account could not be read: guards that need it are not checked)";

const NOBODY = "nobody changes";

/** How many users have an effect. */
export function countEffect(groups: readonly PlanGroup[], effect: Effect): number {
  return groups.reduce((sum, group) => sum + (group.effect === effect ? group.count : 0), 0);
}

/** `suspend 2 users, unsuspend 1 user`: the changes of some groups in numbers. */
export function totalsOf(groups: readonly PlanGroup[]): string {
  const counted = ACTION_NAMES.map((action) => ({ action, count: countEffect(groups, action) }));
  const parts = counted.filter(({ count }) => count > 0).map(({ action, count }) => sayCount(action, "total", count));
  return parts.length === 0 ? NOBODY : parts.join(", ");
}

function headOf({ label, count }: PlanGroup): string {
  return `  ${label} (${grouped(count)})`;
}

/** Users who are changed, one a line, with the sign that people know from plans. */
function writeLines(group: PlanGroup, action: Action): string {
  return [headOf(group), ...group.names.map((name) => `    ${ACTIONS[action].sign} ${quoteName(name)}`)].join("\n");
}

/** Behind the first changed users who are not named: nothing else on the terminal says how to see them. */
const NAME_ALL = " (CHIME_USERS_MAX_NAMES=all names everybody)";

function writeParagraph(group: PlanGroup, maxNames: number | undefined, wayOut: string): string {
  const { count, names, effect } = group;
  const shown = names.slice(0, maxNames ?? (isChange(effect) ? CHANGED_SHOWN : UNCHANGED_SHOWN));
  const left = count - shown.length;
  const more = left > 0 ? ` and ${grouped(left)} more${wayOut}` : "";
  const lines = [`${headOf(group)}${shown.length > 0 ? ":" : ""}`];
  for (const [i, name] of shown.entries()) {
    const text = `${quoteName(name)}${i < shown.length - 1 ? "," : more}`;
    const line = lines.at(-1) ?? "";
    if (line.length + 1 + text.length <= WIDTH) lines[lines.length - 1] = `${line} ${text}`;
    else lines.push(text);
  }
  return lines.join(NEXT_LINE);
}

/** Whether so few users are changed that each of them stands in a line of its own. */
export function isShort(groups: readonly PlanGroup[], most: number = IN_LINES): boolean {
  return ACTION_NAMES.reduce((sum, action) => sum + countEffect(groups, action), 0) <= most;
}

/**
 * Writes a message: counts first, then who, grouped by what happens to them; where few are changed, each of them in a line
 * of its own. Names are capped, numbers never are. `maxNames` takes the place of the usual cap.
 */
export function writePlanMessage({ resource, account, checked, groups }: PlanMessage, maxNames?: number): string {
  const head = `${resource}: ${totalsOf(groups)} in ${account}${checked ? "" : UNCHECKED}`;
  const few = isShort(groups, Math.min(IN_LINES, maxNames ?? IN_LINES));
  const cut = groups.find(({ effect, count }) => isChange(effect) && count > CHANGED_SHOWN);
  const written = groups.map((group) => {
    const { effect, count, names } = group;
    const inLines = few && isChange(effect) && names.length === count;
    return inLines
      ? writeLines(group, effect)
      : writeParagraph(group, maxNames, group === cut && maxNames === undefined ? NAME_ALL : "");
  });
  return [head, ...written].join("\n");
}

const TOTALS = ACTION_NAMES.map((action) => ACTIONS[action].total).join("|");
const HEAD = new RegExp(`^(\\w+ "[^\\n]*?"): (?:${NOBODY}|(?:${TOTALS}) [\\d,]+ users?.*?) in ([^\\n]*)$`);
const GROUP = /^ {2}(\S.*?) \(([\d,]+)\)(?:: (.*))?$/;
const IN_LINE = /^ {4}[-+~] (.*)$/;
const NAME = /"(?:[^"\\]|\\.)*"|[^", ][^,]*/g;
/** Where a paragraph goes on in the next line; a line that is a user's own begins with a sign. */
const WRAPPED = /\n {4}(?![-+~] )/g;
const MORE = / and [\d,]+ more(?: \(CHIME_USERS_MAX_NAMES=all names everybody\))?$/;

function readName(name: string): string {
  return name.startsWith('"') ? (JSON.parse(name) as string) : name;
}

/** Reads a group: its first line, and the names that stand in lines of their own below it. */
function readGroup(line: string, below: readonly string[]): PlanGroup | undefined {
  const [, label = "", count = "", list = ""] = GROUP.exec(line) ?? [];
  const effect = readLabel(label)?.effect;
  if (effect === undefined) return undefined;
  const names = below.length > 0 ? below : (list.replace(MORE, "").match(NAME) ?? []);
  return { effect, label, count: Number(count.replaceAll(",", "")), names: names.map(readName) };
}

/** Each line that begins a group, with the names below it; undefined where a name stands below none. */
function groupLines(lines: readonly string[]): [string, string[]][] | undefined {
  const groups: [string, string[]][] = [];
  for (const line of lines) {
    const name = IN_LINE.exec(line)?.[1];
    if (name === undefined) groups.push([line, []]);
    else if (groups.at(-1)?.[1].push(name) === undefined) return undefined;
  }
  return groups;
}

/** Reads what `writePlanMessage` wrote; undefined for any other text. */
export function readPlanMessage(text: string): PlanMessage | undefined {
  const [head = "", ...lines] = text.trimEnd().replace(WRAPPED, " ").split("\n");
  const [, resource, where = ""] = HEAD.exec(head) ?? [];
  const groups = groupLines(lines)?.map(([line, names]) => readGroup(line, names)) ?? [];
  if (resource === undefined || groups.length === 0 || !groups.every((group) => group !== undefined)) return undefined;
  const checked = !where.endsWith(UNCHECKED);
  const account = checked ? where : where.slice(0, -UNCHECKED.length);
  return { resource, account, checked, groups };
}
