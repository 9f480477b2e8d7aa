import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { version } from "../../package.json";
import { PLATFORMS, tarballOf, thisPlatform } from "./platforms";
import { makeSingleExecutable } from "./singleExecutable";

const PLUGIN = join(__dirname, "..", "..", "plugin");
const OUT = join(__dirname, "..", "..", "plugins");

async function pack(folder: string, file: string): Promise<void> {
  await promisify(execFile)("tar", ["-czf", join(OUT, file), "-C", folder, ...(await readdir(folder))]);
  process.stdout.write(`${join(OUT, file)}\n`);
}

async function packWithNode(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "chime-plugin-"));
  try {
    const ending = process.platform === "win32" ? ".exe" : "";
    await makeSingleExecutable(PLUGIN, join(folder, `pulumi-resource-chime${ending}`));
    await pack(folder, tarballOf(version, thisPlatform(), "-with-node"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Writes into `plugins/` what `pulumi plugin install resource chime VERSION --server URL` fetches: the plugin, which Node on
 * the PATH runs, under the name of each platform. With `--with-node`: one for this machine's platform with Node in it.
 */
async function main(): Promise<void> {
  await mkdir(OUT, { recursive: true });
  if (process.argv.includes("--with-node")) return packWithNode();
  for (const platform of PLATFORMS) await pack(PLUGIN, tarballOf(version, platform));
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
