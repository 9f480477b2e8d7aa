import { findPulumi } from "./findPulumi";

/** Prints the path of a Pulumi CLI that runs this project's programs, getting one if need be. */
async function main(): Promise<void> {
  const { command, version, source } = await findPulumi();
  process.stderr.write(`Pulumi ${version} (${source})\n`);
  process.stdout.write(`${command}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
