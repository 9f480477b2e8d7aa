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
const OUTCOMES: Readonly<Record<number, Outcome>> = { 0: "no change", 3: "to change", 4: "refused" };

export type Outcome = "no change" | "to change" | "refused";

/** What a preview says of one account. */
export interface Previewed {
  readonly name: string;
  readonly outcome: Outcome;
  /** Why it is refused, a sentence each. */
  readonly reasons: readonly string[];
  readonly preview: string;
}

/** Runs `pulumi-chime-users report` on a preview. */
function run(preview: string, ...args: string[]): Promise<{ text: string; outcome: Outcome }> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: 1_000_000_000 };
    const child = execFile(process.execPath, [command, "report", ...args], options, (error, text, complaint) => {
      const outcome = OUTCOMES[child.exitCode ?? 1];
      if (outcome) resolve({ text, outcome });
      else reject(new Error(complaint || error?.message));
    });
    child.stdin?.end(preview);
  });
}

export async function read(name: string, preview: string): Promise<Previewed> {
  const { text, outcome } = await run(preview, "--json");
  return { name, outcome, reasons: JSON.parse(text).refusals, preview };
}

/** What a report says in one line, such as "Suspend 2 users."; empty where it is refused for other than that. */
function headlineOf(report: string): string {
  return /^\*\*(.+)\*\*$/m.exec(report)?.[1] ?? "";
}

/** One Markdown report of all accounts: a table, then those that are not as declared. */
export async function write(accounts: readonly Previewed[]): Promise<string> {
  const shown = accounts.filter(({ outcome }) => outcome !== "no change").length || 1;
  const room = Math.max(LEAST, Math.floor(ROOM / shown));
  const rows: string[] = [];
  const reports: string[] = [];
  for (const { name, outcome, preview } of accounts) {
    const { text } = await run(preview, "--max-characters", String(room));
    rows.push(`| ${name} | ${outcome} | ${outcome === "no change" ? "" : headlineOf(text)} |`);
    if (outcome !== "no change") reports.push(text);
  }
  const table = ["| account | preview | |", "| --- | --- | --- |", ...rows].join("\n");
  return ["## Amazon Chime accounts", table, ...reports].join("\n\n");
}
