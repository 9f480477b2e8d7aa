import type { Command } from "commander";
import { takeInventory } from "../lifecycle/inventory/takeInventory";
import { makeImportFile } from "./adopt/importFile";
import { withAccount } from "./adopt/openAccount";
import { type AdoptOptions, addAdoptOptions, settingsOf } from "./adopt/options";
import { checkOutput, writeOutput } from "./adopt/output";
import { tellLeftOut, tellWritten } from "./adopt/tell";
import { createTerminalReport } from "./adopt/terminalReport";
import { writeJson } from "./adopt/writeData";

const HELP = `
The file holds the state that both resources would have, had they been created on the account as it is now. With it, and
with the program that export writes, the first pulumi up changes nothing and, without a refresh, asks the account
nothing.

Everybody in it counts as suspended, or licensed, by others: who leaves the program later stays suspended, or keeps the
license, unless onRemoval says otherwise. Nothing is written to the account. Needs Pulumi 3.254.0 or later, whose
import takes outputs.

Examples:
  $ pulumi-chime-users export --account 6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360 --output index.ts
  $ pulumi-chime-users import --account 6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360 --output resources.json
  $ pulumi import --file resources.json --yes --protect=false --generate-code=false
  $ pulumi preview --expect-no-changes`;

/** Adds `import`, which writes the file by which Pulumi takes an account over as it is. */
export function registerImport(program: Command): void {
  addAdoptOptions(
    program
      .command("import")
      .description("Write the file with which pulumi import --file takes over an account as it is now."),
  )
    .addHelpText("after", HELP)
    .action(runImport);
}

async function runImport(options: AdoptOptions): Promise<void> {
  checkOutput(options);
  const report = createTerminalReport(process.stderr, process.env);
  await withAccount(options.account, settingsOf(options), report, async ({ session, ...content }) => {
    const inventory = takeInventory(content);
    const file = await makeImportFile(session, inventory, options);
    if (file.resources.length === 0) {
      throw new Error(`Account ${options.account} has nobody suspended and nobody with a license: nothing to import.`);
    }
    await writeOutput(writeJson(file), options);
    tellLeftOut(report, inventory);
    tellWritten(report, options.output, inventory, options);
  });
}
