import { execFile } from "node:child_process";
import { access, constants, realpath } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Engine } from "./engine";

/** The first CLI whose `import --file` takes outputs; everything else of this project is content with older ones. */
const OLDEST_VERSION = "3.254.0";

/** What runs Node programs and their dynamic resources; the official CLI comes with both. */
const NODE_PARTS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

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
 * Looks whether a CLI runs, is new enough and has what runs Node programs beside it or on the PATH.
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
  if (version instanceof Error) return `\`pulumi version\` fails: ${version.message.split("\n").join(" ").trim()}`;
  if (!isAtLeast(version, OLDEST_VERSION)) return `it is ${version}, older than ${OLDEST_VERSION}`;
  const folder = dirname(command);
  const path = environment["PATH"] ?? "";
  // A CLI that the PATH only has a link to brings its parts along where it really is.
  const folders = [folder, dirname(await realpath(command)), ...path.split(delimiter)];
  for (const part of NODE_PARTS) {
    if (await findExecutable(part, folders)) continue;
    return `it can't run Node programs: ${part} is neither beside it nor on the PATH`;
  }
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
