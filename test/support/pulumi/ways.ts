import { chmod, copyFile, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import type { Engine, Miss, Search, Way } from "./engine";
import { goBuild } from "./goBuild";
import { findExecutable, probe } from "./probe";

/** The CLI that is built where none can be downloaded; the go.mod files beside this say the same. */
const GO_BUILD_VERSION = "3.259.0";
const OLDEST_GO = "1.25";
const INSTALLER_LIMIT_MS = 180_000;

const BUILT_FOLDER = `pulumi-${GO_BUILD_VERSION}-go`;
const INSTALLED_FOLDER = "pulumi-installed";

function pathOf({ environment }: Search): string[] {
  return (environment["PATH"] ?? "").split(delimiter);
}

async function probed(way: string, command: string, source: Engine["source"], search: Search): Promise<Engine | Miss> {
  const found = await probe(command, source, search.environment);
  return typeof found === "string" ? { way, why: found, unusable: command } : found;
}

/** A CLI that the person has installed. */
export const onPath: Way = async (search) => {
  const way = "pulumi on the PATH";
  const command = await findExecutable("pulumi", pathOf(search));
  return command ? probed(way, command, "path", search) : { way, why: "there is none" };
};

/** A CLI that an earlier run has put into the cache folder. */
export const inCache: Way = async (search) => {
  const way = "an earlier run's CLI";
  const folders = [join(INSTALLED_FOLDER, "bin"), BUILT_FOLDER].map((folder) => join(search.cacheFolder, folder));
  const command = await findExecutable("pulumi", folders);
  return command ? probed(way, command, "cache", search) : { way, why: `none in ${search.cacheFolder}` };
};

/** Pulumi's own installer, by its Automation API. */
export const byInstaller: Way = async (search) => {
  const way = "the official installer";
  search.say(`Downloading the official Pulumi CLI to ${search.cacheFolder} (about 150 MB, a minute or two) ...`);
  const root = join(search.cacheFolder, INSTALLED_FOLDER);
  const tooLong = new Promise<Error>((resolve) => {
    setTimeout(() => resolve(new Error("no end after 3 minutes")), INSTALLER_LIMIT_MS).unref();
  });
  const installed = await Promise.race([PulumiCommand.install({ root }).catch((error: Error) => error), tooLong]);
  if (installed instanceof Error) {
    await rm(root, { recursive: true, force: true });
    return { way, why: installed.message.split("\n")[0] ?? "it failed" };
  }
  return probed(way, installed.command, "installer", search);
};

/** A build from the pinned Go modules: slow, but it needs Go and its module proxy alone. */
export const byGo: Way = async (search) => {
  const way = `a build from Go modules (needs Go ${OLDEST_GO} or later)`;
  if (!(await findExecutable("go", pathOf(search)))) return { way, why: "there is no go on the PATH" };
  search.say(`Building Pulumi ${GO_BUILD_VERSION} from its Go modules, once: about 5 minutes on 2 cores ...`);
  await mkdir(search.cacheFolder, { recursive: true });
  // Built aside and moved whole, so that a run that is stopped half-way leaves nothing that looks finished.
  const aside = await mkdtemp(join(search.cacheFolder, "building-"));
  try {
    const sdk = "github.com/pulumi/pulumi/sdk/v3";
    await goBuild(search, "language-nodejs", `${sdk}/nodejs/cmd/pulumi-language-nodejs`, aside, GO_BUILD_VERSION);
    await goBuild(search, "cli", "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", aside, GO_BUILD_VERSION);
    const script = "pulumi-resource-pulumi-nodejs";
    await copyFile(join(dirname(require.resolve("@pulumi/pulumi/package.json")), script), join(aside, script));
    await chmod(join(aside, script), 0o755);
    const folder = join(search.cacheFolder, BUILT_FOLDER);
    // Another run may have been quicker; its build is as good as this one.
    await rename(aside, folder).catch(() => undefined);
    return await probed(way, join(folder, "pulumi"), "go", search);
  } catch (error) {
    return { way, why: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
};
