import { join } from "node:path";
import { makeSdk } from "../../test/support/pulumi/sdks";

const ROOT = join(__dirname, "..", "..");

/** Writes the SDKs of the native provider into `sdks/`, one folder a language: what a release publishes, and nobody keeps. */
async function main(): Promise<void> {
  for (const language of ["python", "go", "nodejs", "java"] as const) {
    const folder = join(ROOT, "sdks", language);
    if (!(await makeSdk(language, join(ROOT, "plugin", "schema.json"), folder))) process.exitCode = 1;
    else process.stdout.write(`${folder}\n`);
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
