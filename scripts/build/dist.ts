import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";

/** What dist/ was made of and what came out, in a file of dist/ that is not packed. */
const STAMP = ".stamp";

/** Files below a folder, or none where there is no such folder. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** A digest of names and contents. Times would not do: a checkout of an older commit makes files newer. */
async function digestOf(folder: string, files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of [...files].sort()) {
    hash.update(`${file}\0`);
    hash.update(await readFile(join(folder, file)));
    hash.update("\0");
  }
  return hash.digest("hex");
}

async function digestOfSources(root: string): Promise<string> {
  const sources = (await filesIn(join(root, "provider"))).filter((file) => /\.(ts|json)$/.test(file));
  return digestOf(root, ["package.json", "tsconfig.json", ...sources.map((file) => join("provider", file))]);
}

async function digestOfOutput(dist: string): Promise<string> {
  const files = await filesIn(dist);
  const output = files.filter((file) => file !== STAMP);
  return digestOf(dist, output);
}

/** Compiles into a folder. Rejects with what the compiler printed. */
async function compile(root: string, folder: string): Promise<void> {
  const compiler = createRequire(join(root, "package.json")).resolve("typescript/bin/tsc");
  const args = [compiler, "-p", join("provider", "tsconfig.json"), "--outDir", folder];
  await promisify(execFile)(process.execPath, args, { cwd: root }).catch(({ message, stdout }) => {
    throw new Error(`dist/ can't be built: ${stdout || message}`);
  });
}

/** The compiler makes files that nobody may execute; npm repairs that when it installs a package, and only then. */
async function makeCommandsExecutable(root: string, folder: string): Promise<void> {
  const { bin } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  for (const file of Object.values<string>(bin)) await chmod(join(folder, relative("dist", file)), 0o755);
}

/** Is dist/ what the sources make, every file of it? */
export async function isFresh(root: string): Promise<boolean> {
  const dist = join(root, "dist");
  const stamp = await readFile(join(dist, STAMP), "utf8").catch(() => undefined);
  // A file may go while it is looked at: somebody else is building.
  const output = await digestOfOutput(dist).catch(() => undefined);
  return stamp === `${await digestOfSources(root)} ${output}`;
}

/**
 * Compiles provider/ to dist/. Others may be running what is there: it is never away, and no file is ever half written.
 * Each new one takes the place of the old one at once, and what nothing makes any more goes last.
 */
export async function build(root: string): Promise<void> {
  await mkdir(join(root, ".cache"), { recursive: true });
  const folder = await mkdtemp(join(root, ".cache", "build-"));
  const dist = join(root, "dist");
  try {
    // Before the compiler reads them: what is edited meanwhile is built the next time.
    const sources = await digestOfSources(root);
    await compile(root, folder);
    await makeCommandsExecutable(root, folder);
    const made = await filesIn(folder);
    await writeFile(join(folder, STAMP), `${sources} ${await digestOfOutput(folder)}`);
    for (const file of [...made, STAMP]) {
      await mkdir(dirname(join(dist, file)), { recursive: true });
      await rename(join(folder, file), join(dist, file));
    }
    const kept = new Set([...made, STAMP]);
    for (const file of await filesIn(dist)) if (!kept.has(file)) await rm(join(dist, file), { force: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
