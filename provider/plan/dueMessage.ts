import { countOf, grouped } from "../model/names";
import { oneLine } from "./oneLine";
import { CHANGED_SHOWN } from "./planMessage";

/** An entry that is about to begin or to end. */
export interface DueEntry {
  /** The moment, as the program wrote it. */
  readonly when: string;
  readonly what: "begins" | "ends";
  /** What begins or ends: `suspension`, `license Pro`. */
  readonly subject: string;
  readonly user: string;
  /** What becomes of the user by it, where the subject does not say it: `who stays suspended: …`. */
  readonly outcome?: string;
  readonly reason?: string;
}

/** What a person is told of entries that are about to begin or to end, for one resource. */
export interface DueMessage {
  /** `UserSuspensionSet "leavers"`. */
  readonly resource: string;
  /** Within how many days. */
  readonly days: number;
  /** How many entries begin and how many end in that time. */
  readonly begins: number;
  readonly ends: number;
  /** All of them, or as many as a message has room for; none where they are secret. */
  readonly entries: readonly DueEntry[];
}

/** `1 entry begins, 2 entries end`. */
export function sayDueCounts({ begins, ends }: Pick<DueMessage, "begins" | "ends">): string {
  const entries = (count: number): string => `${grouped(count)} ${count === 1 ? "entry" : "entries"}`;
  const parts = [];
  if (begins > 0) parts.push(`${entries(begins)} ${begins === 1 ? "begins" : "begin"}`);
  if (ends > 0) parts.push(`${entries(ends)} ${ends === 1 ? "ends" : "end"}`);
  return parts.join(", ");
}

/** A name that could be read as something else is put in quotes. */
function writeName(name: string): string {
  return /^"|[\s()]/.test(name) ? JSON.stringify(name) : name;
}

/** What begins or ends, up to the user's name, and what follows it. */
export function sayDue({ what, subject, outcome, reason }: DueEntry): {
  readonly what: string;
  readonly more: string;
} {
  const why = reason === undefined ? "" : ` (${oneLine(reason)})`;
  return { what: `${subject} ${what} for`, more: `${outcome === undefined ? "" : `, ${outcome}`}${why}` };
}

function writeEntry(entry: DueEntry): string {
  const { what, more } = sayDue(entry);
  return `  ${entry.when}: ${what} ${writeName(entry.user)}${more}`;
}

/** Writes the message, the entries in the order given. `maxShown` takes the place of the usual cap. */
export function writeDueMessage(message: DueMessage, maxShown: number = CHANGED_SHOWN): string {
  const { resource, days, begins, ends, entries } = message;
  const shown = entries.slice(0, maxShown);
  const left = begins + ends - shown.length;
  const head = `${resource}: within ${countOf(days, "day")} ${sayDueCounts(message)}`;
  const more = left > 0 && shown.length > 0 ? [`  and ${grouped(left)} more`] : [];
  return [head, ...shown.map(writeEntry), ...more].join("\n");
}

const HEAD =
  /^(\w+ "[^\n]*?"): within ([\d,]+) days? (?:([\d,]+) entr(?:y begins|ies begin))?(?:, )?(?:([\d,]+) entr(?:y ends|ies end))?$/;
const ENTRY = /^ {2}(\S+): (.+?) (begins|ends) for ("(?:[^"\\]|\\.)*"|\S+)(?:, ([^()]+?))?(?: \((.*)\))?$/;
const MORE = /^ {2}and [\d,]+ more$/;

function numberOf(text = "0"): number {
  return Number(text.replaceAll(",", ""));
}

function readEntry(line: string): DueEntry | undefined {
  const [, when = "", subject = "", what, name = "", outcome, reason] = ENTRY.exec(line) ?? [];
  if (what !== "begins" && what !== "ends") return undefined;
  const user = name.startsWith('"') ? (JSON.parse(name) as string) : name;
  return {
    when,
    what,
    subject,
    user,
    ...(outcome === undefined ? {} : { outcome }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Reads what `writeDueMessage` wrote; undefined for any other text. */
export function readDueMessage(text: string): DueMessage | undefined {
  const [head = "", ...lines] = text.trimEnd().split("\n");
  const [, resource, days, begins, ends] = HEAD.exec(head) ?? [];
  const entries = lines.filter((line) => !MORE.test(line)).map(readEntry);
  if (resource === undefined || !entries.every((entry) => entry !== undefined)) return undefined;
  return { resource, days: numberOf(days), begins: numberOf(begins), ends: numberOf(ends), entries };
}
