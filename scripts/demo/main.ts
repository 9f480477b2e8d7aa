import { dirname } from "node:path";
import type { Engine } from "../../test/support/pulumi/engine";
import { findPulumi } from "../../test/support/pulumi/findPulumi";
import { Company } from "./company";
import { Project } from "./project";
import { tellStory } from "./story";
import { terminal } from "./terminal";

const PEOPLE = 320;

/** Where the CLI comes from. Its path, which may be as long as paths of a machine are, stands in the last line. */
const SOURCES: Readonly<Record<Engine["source"], string>> = {
  path: "found on the PATH",
  cache: "that an earlier run has put into the cache folder",
  installer: "by the official installer",
  go: "built from its Go modules",
};

/** Shows what this package is for, on the real Pulumi engine and a local Chime server. Needs no AWS account. */
async function main(): Promise<void> {
  terminal.say(
    "Who is suspended and who holds which license in an Amazon Chime account, as code. AWS ended Amazon Chime on 20 February 2026: this runs the real Pulumi on a local server that speaks its API. Of what Pulumi prints you see what the resources say.",
  );
  const engine = await findPulumi({ say: (line) => terminal.say(line) });
  terminal.say(`Pulumi ${engine.version}, ${SOURCES[engine.source]}`);
  const company = await Company.open(PEOPLE);
  const project = await Project.create(engine, company.server.environment);
  try {
    await tellStory(company, project);
    terminal.say("");
    terminal.say("Go on with the quickstart in README.md. It needs this Node and this Pulumi first on the PATH:");
    terminal.command(`export PATH="${dirname(process.execPath)}:${dirname(engine.command)}:$PATH"`);
  } finally {
    await Promise.all([company.server.close(), project.remove()]);
  }
}

main().catch((error: Error) => {
  process.stderr.write(`\nThe demo could not go on: ${error.message}\n`);
  process.exitCode = 1;
});
