import { cp, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { makeSdk } from "../../test/support/pulumi/sdks";

const ROOT = join(__dirname, "..", "..");

/** The languages whose example wants its SDK beside itself; in Node `pulumi-chime-users/native` is the SDK. */
const WITH_EXAMPLE: ReadonlySet<string> = new Set(["python", "go", "java"]);

/** Puts an SDK where the example of its language names it, as `pulumi package add` would. */
async function putIntoExample(language: string, made: string): Promise<string> {
  const folder = join(ROOT, "examples", "languages", language, "sdks", "chime");
  await rm(folder, { recursive: true, force: true });
  await cp(made, folder, { recursive: true });
  return folder;
}

/**
 * Writes the SDKs of the native provider into `sdks/`, one folder a language: what a release publishes, and nobody keeps. The
 * programs of examples/languages get theirs, too.
 */
async function main(): Promise<void> {
  for (const language of ["python", "go", "nodejs", "java"] as const) {
    const folder = join(ROOT, "sdks", language);
    if (!(await makeSdk(language, join(ROOT, "plugin", "schema.json"), folder))) {
      process.exitCode = 1;
      continue;
    }
    const folders = [folder, ...(WITH_EXAMPLE.has(language) ? [await putIntoExample(language, folder)] : [])];
    for (const one of folders) process.stdout.write(`${relative(ROOT, one)}\n`);
  }
  process.stderr.write("What runs programs with these is said in examples/languages/README.md.\n");
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
