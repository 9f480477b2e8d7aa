import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { type ChimeServer, startChimeServer } from "../../provider/testing";
import { withCopyOf } from "./example";
import { cacheFolderOf } from "./pulumi/findPulumi";
import type { Language } from "./pulumi/languageHosts";
import { findExecutable } from "./pulumi/probe";
import { makeSdk } from "./pulumi/sdks";
import { type Stack, withStack } from "./stack";

const PLUGIN = join(__dirname, "..", "..", "plugin");

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function run(cwd: string, command: string, ...args: string[]): Promise<void> {
  await promisify(execFile)(command, args, { cwd, maxBuffer: 2 ** 26 });
}

/** A Python of this project with what the example needs, made once and kept with the CLI; the SDK is installed anew. */
async function preparePython(folder: string): Promise<string> {
  const venv = join(cacheFolderOf(process.env), "python");
  const python = join(venv, "bin", "python");
  if (!(await findExecutable("python", [join(venv, "bin")]))) {
    say("Making a Python environment with Pulumi's SDK, once: about a minute ...");
    await run(folder, "python3", "-m", "venv", venv);
  }
  await run(folder, python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt");
  await run(folder, python, "-m", "pip", "install", "--quiet", "--force-reinstall", "--no-deps", "./sdks/chime");
  return join(venv, "bin");
}

/** What a language needs besides its host; undefined, and said, where it is not to be had. */
async function prepare(language: Language, folder: string): Promise<string | undefined> {
  if (language === "yaml") return "";
  const command = language === "go" ? "go" : "python3";
  if (!(await findExecutable(command, (process.env["PATH"] ?? "").split(delimiter)))) {
    say(`There is no ${command} here: what needs it is left out.`);
    return undefined;
  }
  await mkdir(join(folder, "sdks"), { recursive: true });
  if (!(await makeSdk(language, join(PLUGIN, "schema.json"), join(folder, "sdks", "chime")))) return undefined;
  return language === "python" ? preparePython(folder) : "";
}

/** Runs a story on the example of a language, with the native provider and the server that `serve` starts, or another one. */
export async function withLanguage(
  language: Language,
  story: (stack: Stack, server: ChimeServer) => Promise<void>,
  start: () => Promise<ChimeServer> = () => startChimeServer(),
): Promise<void> {
  const server = await start();
  try {
    await withCopyOf(join("languages", language), async (folder) => {
      const project = join(folder, "Pulumi.yaml");
      await writeFile(project, (await readFile(project, "utf8")).replace("../../../plugin", PLUGIN));
      const more = await prepare(language, folder);
      if (more === undefined) return;
      const environment: Record<string, string> = { ...server.environment, GOFLAGS: "-mod=mod -buildvcs=false" };
      await withStack({ folder, environment, languages: [language] }, async (stack) => {
        const PATH = [more, stack.environment["PATH"]].filter(Boolean).join(delimiter);
        stack.environment = { ...stack.environment, PATH };
        await story(stack, server);
      });
    });
  } finally {
    await server.close();
  }
}
