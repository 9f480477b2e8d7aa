import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Engine } from "./engine";
import { cacheFolderOf } from "./findPulumi";
import { goBuild } from "./goBuild";
import { findExecutable } from "./probe";

/** The languages besides Node, whose host comes with the CLI. */
export type Language = "yaml" | "python" | "go" | "java";

const SDK = "github.com/pulumi/pulumi/sdk/v3";

/** The last release of each that can be had as a Go module with its checksum; the go.mod files beside this say the same. */
const HOSTS: Readonly<Record<Language, { readonly target: string; readonly version: string }>> = {
  yaml: { target: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml", version: "1.25.0" },
  python: { target: `${SDK}/python/cmd/pulumi-language-python`, version: "3.68.0" },
  go: { target: `${SDK}/go/pulumi-language-go`, version: "3.65.0" },
  java: { target: "github.com/pulumi/pulumi-java/pkg/cmd/pulumi-language-java", version: "1.13.0" },
};

/** What the machine itself has to have for programs in a language. */
const COMMANDS: Readonly<Record<Language, readonly string[]>> = {
  yaml: [],
  python: ["python3"],
  go: ["go"],
  java: ["javac", "mvn"],
};

export const LANGUAGES = Object.keys(HOSTS) as readonly Language[];

/** The first command that programs in a language need and this machine does not have. */
export async function missingCommand(language: Language): Promise<string | undefined> {
  const path = (process.env["PATH"] ?? "").split(delimiter);
  for (const command of COMMANDS[language]) {
    if (!(await findExecutable(command, path))) return command;
  }
  return undefined;
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** The host for Python runs programs by a script beside it, which is in the module and which no build puts there. */
async function copyExecutor(folder: string): Promise<void> {
  const args = ["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", SDK];
  const { stdout } = await promisify(execFile)("go", args, { cwd: join(__dirname, "go", "language-python") });
  const script = "pulumi-language-python-exec";
  await copyFile(join(stdout.trim(), "python", "cmd", script), join(folder, script));
  await chmod(join(folder, script), 0o755);
}

async function buildHost(language: Language, cacheFolder: string, folder: string): Promise<void> {
  const { target, version } = HOSTS[language];
  say(`Building Pulumi's language host for ${language} ${version} from its Go modules, once: about a minute ...`);
  await mkdir(cacheFolder, { recursive: true });
  const aside = await mkdtemp(join(cacheFolder, "building-"));
  try {
    await goBuild({ environment: process.env, say }, `language-${language}`, target, aside, version);
    if (language === "python") await copyExecutor(aside);
    // Another run may have been quicker; its build is as good as this one.
    await rename(aside, folder).catch(() => undefined);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/**
 * The folder of a language's host: beside the CLI, on the PATH, of an earlier run, or built from Go modules, in this order.
 * Undefined, and said, where none of these is to be had.
 */
export async function findLanguageHost(
  language: Language,
  engine: Pick<Engine, "command">,
): Promise<string | undefined> {
  const name = `pulumi-language-${language}`;
  const cacheFolder = cacheFolderOf(process.env);
  const own = join(cacheFolder, `${name}-${HOSTS[language].version}`);
  const path = (process.env["PATH"] ?? "").split(delimiter);
  const found = await findExecutable(name, [dirname(engine.command), ...path, own]);
  if (found) return dirname(found);
  if (!(await findExecutable("go", path))) {
    say(`There is no ${name} here, and no go to build it: what needs it is left out.`);
    return undefined;
  }
  await buildHost(language, cacheFolder, own);
  return own;
}
