import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { cacheFolderOf, findPulumi } from "./findPulumi";
import { goBuild } from "./goBuild";
import { findLanguageHost } from "./languageHosts";
import { findExecutable } from "./probe";
import { runSaying } from "./runSaying";

/** Pulumi's code generators, of the version that go.mod pins. */
const GENERATORS = "pulumi-sdks-3.259.0";

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** The program that makes SDKs: of an earlier run, or built. Undefined, and said, where there is no Go to build it. */
export async function findGenerators(): Promise<string | undefined> {
  const cache = cacheFolderOf(process.env);
  const folder = join(cache, GENERATORS);
  const found = await findExecutable("sdks", [folder]);
  if (found) return found;
  if (!(await findExecutable("go", (process.env["PATH"] ?? "").split(delimiter)))) {
    say("There is no go here to build Pulumi's code generators with: what needs an SDK is left out.");
    return undefined;
  }
  say("Building Pulumi's code generators from their Go modules, once: about a minute ...");
  await mkdir(cache, { recursive: true });
  const aside = await mkdtemp(join(cache, "building-"));
  try {
    await goBuild({ environment: process.env, say }, "sdks", ".", aside, "");
    // Another run may have been quicker; its build is as good as this one.
    await rename(aside, folder).catch(() => undefined);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return join(folder, "sdks");
}

/** By Pulumi's code generators alone: the hosts of these languages that can be built are too old to make one. */
async function generate(language: string, schema: string, folder: string): Promise<boolean> {
  const program = await findGenerators();
  if (program === undefined) return false;
  await runSaying(program, [language, schema, folder], { cwd: process.cwd(), env: process.env }, say);
  return true;
}

/** By the CLI and its language host, which makes a folder of the language's name. */
async function generateByHost(language: "java", schema: string, folder: string): Promise<boolean> {
  const { command, environment } = await findPulumi();
  const host = await findLanguageHost(language, { command });
  if (host === undefined) return false;
  const PATH = [environment["PATH"], host].join(delimiter);
  const aside = await mkdtemp(join(dirname(folder), "making-"));
  try {
    const args = ["package", "gen-sdk", schema, "--language", language, "--local", "--out", aside];
    await runSaying(command, args, { cwd: process.cwd(), env: { ...process.env, ...environment, PATH } }, say);
    await rename(join(aside, language), folder);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return true;
}

/**
 * Writes an SDK of the plugin into a folder, as `pulumi package add` does where the CLI's language host can. Tells whether it
 * could: false where there is no Go to build what makes it.
 */
export async function makeSdk(
  language: "python" | "go" | "nodejs" | "java",
  schema: string,
  folder: string,
): Promise<boolean> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  return language === "java" ? generateByHost(language, schema, folder) : generate(language, schema, folder);
}
