import { extname } from "node:path";
import { type Command, Option } from "commander";
import { type AccountContent, type Inventory, takeInventory } from "../lifecycle/inventory/takeInventory";
import { countOf } from "../model/names";
import { withAccount } from "./adopt/openAccount";
import { type AdoptOptions, addAdoptOptions, settingsOf } from "./adopt/options";
import { checkOutput, writeOutput } from "./adopt/output";
import { writeGo } from "./adopt/programs/writeGo";
import { writePython } from "./adopt/programs/writePython";
import { writeYaml } from "./adopt/programs/writeYaml";
import type { ResourceNames } from "./adopt/resources";
import { tellData, tellLeftOut, tellWritten } from "./adopt/tell";
import { createTerminalReport, type TerminalReport } from "./adopt/terminalReport";
import { writeData } from "./adopt/writeData";
import { writeProgram } from "./adopt/writeProgram";

const FORMATS = ["ts", "yaml", "py", "go", "json", "csv"] as const;
type Format = (typeof FORMATS)[number];

/** What each format makes of an account; for the CSV its users are read otherwise. */
const WRITERS: Readonly<Record<Exclude<Format, "csv">, (inventory: Inventory, names: ResourceNames) => string>> = {
  ts: writeProgram,
  yaml: writeYaml,
  py: writePython,
  go: writeGo,
  json: writeData,
};

interface ExportOptions extends AdoptOptions {
  readonly format?: Format;
}

const HELP = `
The account is read with GetAccount and ListUsers; nothing is written to it. Credentials and endpoint are found as by
every AWS client: environment, shared files, and so on.

  ts    a Pulumi program, one user a line: who is suspended, and everybody's license
  yaml, py, go
        the same program in YAML, Python or Go, for the native provider
  json  {"accountId", "suspended": [user], "licenses": {user: license}}, for a program of your own to read
  csv   one user a row with the API's own names as columns, for people and for serve --seed. What a spreadsheet would
        take for a formula has a ' before it

A user is named by primary address where nobody else has it, else by user ID. Users without a license are not in programs
and json as far as licenses go; who is left out is said.

To take an account over without a change, see pulumi-chime-users import --help.

Examples:
  $ pulumi-chime-users export --account 6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360 > index.ts
  $ pulumi-chime-users export --account 6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360 --output people.csv
  $ pulumi-chime-users export --account 6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360 --format json | jq .suspended`;

/** Adds `export`, which writes down what an account has. */
export function registerExport(program: Command): void {
  addAdoptOptions(
    program
      .command("export")
      .description("Write a program that declares an account as it is now, or its users as data.")
      .addOption(
        new Option(
          "--format <format>",
          "what to write; by default as the file's name ends, ts without an ending",
        ).choices(FORMATS),
      ),
  )
    .addHelpText("after", HELP)
    .action(runExport);
}

/** What a file's name asks for, where it does. */
function formatIn(file: string): Format | undefined {
  const ending = extname(file).toLowerCase();
  return FORMATS.find((known) => (ending === ".yml" ? ".yaml" : ending) === `.${known}`);
}

function formatOf({ format, output = "" }: ExportOptions): Format {
  return format ?? formatIn(output) ?? "ts";
}

/** Throws where a name promises what would not be in the file: asked before the account is read. */
function checkFormat({ format, output = "" }: ExportOptions): void {
  const ending = extname(output);
  if (format !== undefined || ending === "" || formatIn(output) !== undefined) return;
  throw new Error(
    `${output}: there is no format for ${ending}. Name the file by its format (${FORMATS.join(", ")}), or say with --format what it is to be.`,
  );
}

/** Says which format a file has where nobody has named one. */
function tellFormat(report: TerminalReport, { format, output }: ExportOptions): void {
  if (format !== undefined || output === undefined || formatIn(output) !== undefined) return;
  report.info(`${output}: its name tells no format, so it is a program in TypeScript; --format names another`);
}

async function exportUsers(content: AccountContent, options: ExportOptions, report: TerminalReport): Promise<void> {
  const { writeCsv } = await import("./adopt/writeCsv.js");
  await writeOutput(writeCsv(content), options);
  if (options.output !== undefined) report.info(`${options.output}: ${countOf(content.users.length, "user")}`);
}

async function runExport(options: ExportOptions): Promise<void> {
  checkFormat(options);
  checkOutput(options);
  const report = createTerminalReport(process.stderr, process.env);
  await withAccount(options.account, settingsOf(options), report, async (content) => {
    const format = formatOf(options);
    if (format === "csv") return exportUsers(content, options, report);
    const inventory = takeInventory(content);
    await writeOutput(WRITERS[format](inventory, options), options);
    tellFormat(report, options);
    tellLeftOut(report, inventory);
    if (format === "json") tellData(report, options.output, inventory);
    else tellWritten(report, options.output, inventory, options);
  });
}
