import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const manifest = require.resolve("pulumi-chime-users/package.json");
const command = join(dirname(manifest), require(manifest).bin["pulumi-chime-users"]);

/** What a comment on GitHub has room for, the table at the top left out. */
const ROOM = 55_000;
const LEAST = 1_000;

/** The exit status of `pulumi-chime-users report`. */
const STATUSES: Readonly<Record<number, Outcome>> = { 0: "no change", 3: "to change", 4: "refused" };

/** `refused` by one of our resources; `failed` for another reason, such as a program that does not run. */
export type Outcome = "no change" | "to change" | "refused" | "failed" | "not read";

/** What a preview says of one account. */
export interface Previewed {
  readonly name: string;
  readonly outcome: Outcome;
  /** Why it is not as declared and can't be, a sentence each. */
  readonly reasons: readonly string[];
  readonly preview: string;
}

/** Runs `pulumi-chime-users report` on a preview. */
function run(preview: string, ...args: string[]): Promise<{ text: string; outcome: Outcome }> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: 1_000_000_000 };
    const child = execFile(process.execPath, [command, "report", ...args], options, (error, text, complaint) => {
      const outcome = STATUSES[child.exitCode ?? 1];
      if (outcome) resolve({ text, outcome });
      else reject(new Error(complaint || error?.message));
    });
    child.stdin?.end(preview);
  });
}

/** What `pulumi-chime-users report --json` says, as far as it is of use here. */
interface Report {
  readonly refusals: readonly string[];
  readonly notes: readonly string[];
}

const RESOURCE = '^(?:UserSuspensionSet|UserLicenseAssignment) ".*?": ';
const OURS = new RegExp(RESOURCE);
const UNREAD = new RegExp(`${RESOURCE}(?:NOT refreshed: )?the account could not be read, `);

/** Whether a warning says that a preview or a refresh has gone by the state alone. Pulumi itself calls that a success. */
export function saysUnread(warning: string): boolean {
  return UNREAD.test(warning.replace(/^warning: /, ""));
}

export async function read(name: string, preview: string): Promise<Previewed> {
  const { text, outcome } = await run(preview, "--json");
  const { refusals, notes }: Report = JSON.parse(text);
  const unread = notes.filter(saysUnread);
  if (outcome === "refused") {
    const isRefused = refusals.every((reason) => OURS.test(reason));
    return { name, outcome: isRefused ? "refused" : "failed", reasons: refusals, preview };
  }
  return { name, outcome: unread.length > 0 ? "not read" : outcome, reasons: unread, preview };
}

/** The longest text of a cell. */
const CELL = 300;

/** A text that fits into a cell of a table. */
function cellOf(text: string): string {
  const [line = ""] = text.split("\n");
  return (line.length <= CELL ? line : `${line.slice(0, CELL)}...`).replaceAll("|", "\\|");
}

/** What a row of the table says: of changes a line such as "Suspend 2 users."; without one, the first reason. */
function headlineOf({ outcome, reasons }: Previewed, report: string): string {
  if (outcome === "no change") return "";
  const [, headline] = /^\*\*(.+)\*\*$/m.exec(report) ?? [];
  return outcome === "not read" || headline === undefined ? cellOf(reasons[0] ?? "") : headline;
}

/** One Markdown report of all accounts: a table, what is to be known of the fleet, then those that are not as declared. */
export async function write(accounts: readonly Previewed[], warnings: readonly string[]): Promise<string> {
  const shown = accounts.filter(({ outcome }) => outcome !== "no change").length || 1;
  const room = Math.max(LEAST, Math.floor(ROOM / shown));
  const rows: string[] = [];
  const reports: string[] = [];
  for (const account of accounts) {
    const { name, outcome, preview } = account;
    const { text } = await run(preview, "--max-characters", String(room));
    rows.push(`| ${name} | ${outcome} | ${headlineOf(account, text)} |`);
    if (outcome !== "no change") reports.push(text);
  }
  const table = ["| account | preview | |", "| --- | --- | --- |", ...rows].join("\n");
  return `${["## Amazon Chime accounts", table, ...warnings, ...reports].join("\n\n").trimEnd()}\n`;
}
