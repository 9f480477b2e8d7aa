import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { buildPlugin } from "./plugin";
import { buildRuntime } from "./runtime";

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
  const makers = await filesIn(join(root, "scripts", "build"));
  // What is packed has no lock file.
  const lock = ["package-lock.json"].filter((file) => existsSync(join(root, file)));
  return digestOf(root, [
    ...["package.json", "tsconfig.json", ...lock],
    ...sources.map((file) => join("provider", file)),
    ...makers.map((file) => join("scripts", "build", file)),
  ]);
}

/** What is made: the compiled sources, and the native provider's plugin. */
const OUTPUTS = ["dist", "plugin"];

/** `parent` is the folder that the outputs are in: the package, or the one in which they are made. */
async function digestOfOutput(parent: string): Promise<string> {
  const folders = await Promise.all(
    OUTPUTS.map(async (output) => (await filesIn(join(parent, output))).map((file) => join(output, file))),
  );
  return digestOf(
    parent,
    folders.flat().filter((file) => file !== join("dist", STAMP)),
  );
}

/** Compiles into a folder. Rejects with what the compiler printed. */
async function compile(root: string, folder: string): Promise<void> {
  const compiler = createRequire(join(root, "package.json")).resolve("typescript/bin/tsc");
  const args = [compiler, "--pretty", "false", "-p", join("provider", "tsconfig.json"), "--outDir", folder];
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
  const stamp = await readFile(join(root, "dist", STAMP), "utf8").catch(() => undefined);
  // A file may go while it is looked at: somebody else is building.
  const output = await digestOfOutput(root).catch(() => undefined);
  return stamp === `${await digestOfSources(root)} ${output}`;
}

/** Puts what was made in the place of what was there: each file at once, and what nothing makes any more goes last. */
async function replaceBy(made: string, folder: string): Promise<void> {
  const files = await filesIn(made);
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await rename(join(made, file), join(folder, file));
  }
  for (const file of await filesIn(folder)) if (!files.includes(file)) await rm(join(folder, file), { force: true });
}

/** Makes of the sources what is one file with all that it uses, beside what was compiled and in place of it. */
async function makeBundles(root: string, plugin: string, dist: string): Promise<void> {
  await buildPlugin(root, plugin);
  await buildRuntime(root, dist);
}

/**
 * Compiles provider/ to dist/, and makes plugin/ of it. Others may be running what is there: it is never away, and no file
 * is ever half written.
 */
export async function build(root: string, bundle: typeof makeBundles = makeBundles): Promise<void> {
  await mkdir(join(root, ".cache"), { recursive: true });
  const folder = await mkdtemp(join(root, ".cache", "build-"));
  const [dist, plugin] = [join(folder, "dist"), join(folder, "plugin")];
  try {
    // Before the compiler reads them: what is edited meanwhile is built the next time.
    const sources = await digestOfSources(root);
    await compile(root, dist);
    await makeCommandsExecutable(root, dist);
    await mkdir(plugin);
    await bundle(root, plugin, dist);
    await writeFile(join(dist, STAMP), `${sources} ${await digestOfOutput(folder)}`);
    await replaceBy(plugin, join(root, "plugin"));
    await replaceBy(dist, join(root, "dist"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
