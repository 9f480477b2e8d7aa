import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { type ChimeServer, startChimeServer } from "../../provider/testing";
import { withCopyOf } from "./example";
import type { Miss } from "./pulumi/engine";
import { cacheFolderOf } from "./pulumi/findPulumi";
import { findLanguageHost, type Language, missingCommand } from "./pulumi/languageHosts";
import { findExecutable } from "./pulumi/probe";
import { makeSdk } from "./pulumi/sdks";
import { type Stack, theEngine, withStack } from "./stack";

const PLUGIN = join(__dirname, "..", "..", "plugin");

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function run(cwd: string, command: string, ...args: string[]): Promise<void> {
  await promisify(execFile)(command, args, { cwd, maxBuffer: 2 ** 26 });
}

/** What a language's programs run with: a folder for the PATH, and more of the environment. */
interface Toolchain {
  readonly bin?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A Python of this project with what the example needs, made once and kept with the CLI; the SDK is installed anew. */
async function preparePython(folder: string): Promise<Toolchain> {
  const venv = join(cacheFolderOf(process.env), "python");
  const python = join(venv, "bin", "python");
  if (!(await findExecutable("python", [join(venv, "bin")]))) {
    say("Making a Python environment with Pulumi's SDK, once: about a minute ...");
    await run(folder, "python3", "-m", "venv", venv);
  }
  await run(folder, python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt");
  await run(folder, python, "-m", "pip", "install", "--quiet", "--force-reinstall", "--no-deps", "./sdks/chime");
  return { bin: join(venv, "bin") };
}

/** What Maven needs is downloaded by the first run, and kept with the CLI. */
function prepareJava(): Toolchain {
  const repository = join(cacheFolderOf(process.env), "maven");
  if (!existsSync(repository)) say("Downloading what the Java program and Maven need, once: about a minute ...");
  // Each run starts Maven twice. Its classes are not worth more than the first, quick compilation.
  const options = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", `-Dmaven.repo.local=${repository}`];
  return { environment: { MAVEN_OPTS: options.join(" ") } };
}

const PREPARE: Readonly<Record<Exclude<Language, "yaml">, (folder: string) => Toolchain | Promise<Toolchain>>> = {
  python: preparePython,
  // Each run links the program anew, which takes half as long without what a debugger reads.
  go: () => ({ environment: { GOFLAGS: "-mod=mod -buildvcs=false -ldflags=-w" } }),
  java: prepareJava,
};

/** The Go program is linked where it stays, so that a run links it anew only where it has changed: that takes seconds. */
const LINKED_ONCE = "runtime: {name: go, options: {buildTarget: program}}\n";

/** Gets a language's host, and what it needs besides; or says what is not to be had. */
async function prepare(language: Language, folder: string): Promise<Toolchain | Miss> {
  const way = `Pulumi in ${language}`;
  const missing = await missingCommand(language);
  if (missing !== undefined) return { way, why: `there is no ${missing}` };
  const host = await findLanguageHost(language, await theEngine());
  if (host === undefined) return { way, why: "there is no language host, and no go to build it" };
  if (language === "yaml") return {};
  const sdk = await makeSdk(language, join(PLUGIN, "schema.json"), join(folder, "sdks", "chime"));
  return sdk ? PREPARE[language](folder) : { way, why: "there is no go to build what makes its SDK" };
}

/**
 * Runs a story on the example of a language, with the native provider and the server that `serve` starts, or another one.
 * Resolves to what is missing where this machine can't run it.
 */
export async function withLanguage(
  language: Language,
  story: (stack: Stack, server: ChimeServer) => Promise<void>,
  start: () => Promise<ChimeServer> = () => startChimeServer(),
): Promise<Miss | undefined> {
  const server = await start();
  try {
    return await withCopyOf(join("languages", language), async (folder) => {
      const project = join(folder, "Pulumi.yaml");
      const text = (await readFile(project, "utf8")).replace("../../../plugin", PLUGIN);
      await writeFile(project, text.replace("runtime: go\n", LINKED_ONCE));
      const toolchain = await prepare(language, folder);
      if ("why" in toolchain) return toolchain;
      const environment = { ...server.environment, ...toolchain.environment };
      await withStack({ folder, environment, languages: [language] }, async (stack) => {
        const PATH = [toolchain.bin, stack.environment["PATH"]].filter(Boolean).join(delimiter);
        stack.environment = { ...stack.environment, PATH };
        await story(stack, server);
      });
      return undefined;
    });
  } finally {
    await server.close();
  }
}
