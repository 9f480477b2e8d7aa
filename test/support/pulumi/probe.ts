import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Engine } from "./engine";

/** The first CLI whose `import --file` takes outputs; everything else of this project is content with older ones. */
const OLDEST_VERSION = "3.254.0";

const LANGUAGE_HOST = "pulumi-language-nodejs";

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The first file of a name that can be run, in the folders given. */
export async function findExecutable(name: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    if (folder !== "" && (await isExecutable(join(folder, name)))) return join(folder, name);
  }
  return undefined;
}

export function isAtLeast(version: string, oldest: string): boolean {
  const [a, b] = [version, oldest].map((text) => text.split(".").map((part) => Number.parseInt(part, 10)));
  for (const i of [0, 1, 2]) {
    const difference = (a?.[i] ?? 0) - (b?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * Looks whether a CLI runs, is new enough and has the language host for Node.js beside it or on the PATH.
 * Returns the engine, or why it will not do.
 */
export async function probe(
  command: string,
  source: Engine["source"],
  environment: NodeJS.ProcessEnv,
): Promise<Engine | string> {
  const env = { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const version = await promisify(execFile)(command, ["version"], { env, timeout: 60_000 }).then(
    ({ stdout }) => stdout.trim().replace(/^v/, ""),
    (error: Error) => error,
  );
  if (version instanceof Error) return `${command} does not run: ${version.message.split("\n")[0]}`;
  if (!isAtLeast(version, OLDEST_VERSION)) return `${command} is ${version}, older than ${OLDEST_VERSION}`;
  const folder = dirname(command);
  const path = environment["PATH"] ?? "";
  const host = await findExecutable(LANGUAGE_HOST, [folder, ...path.split(delimiter)]);
  if (!host) return `${command} has no ${LANGUAGE_HOST} beside it or on the PATH`;
  return {
    command,
    version,
    source,
    environment: {
      PATH: [folder, path].join(delimiter),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    },
  };
}
