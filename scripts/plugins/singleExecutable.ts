import { execFile } from "node:child_process";
import { chmod, copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where Node looks for a program of its own, and the tool that puts it there, pinned. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";
const POSTJECT = "postject@1.0.0-alpha.6";

/** npm's commands are scripts on Windows, which need a shell. */
const SHELL = { shell: process.platform === "win32" };

async function inject(executable: string, blob: string): Promise<void> {
  const mac = process.platform === "darwin";
  if (mac) await run("codesign", ["--remove-signature", executable]);
  const more = mac ? ["--macho-segment-name", "NODE_SEA"] : [];
  await run("npx", ["--yes", POSTJECT, executable, "NODE_SEA_BLOB", blob, "--sentinel-fuse", FUSE, ...more], SHELL);
  if (mac) await run("codesign", ["--sign", "-", executable]);
}

/**
 * Makes one executable of the plugin and of the Node that runs this, for this machine's platform: it needs no Node beside.
 * {@link https://nodejs.org/api/single-executable-applications.html}
 */
export async function makeSingleExecutable(plugin: string, executable: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "chime-sea-"));
  try {
    const config = {
      main: join(plugin, "pulumi-resource-chime"),
      output: join(folder, "program.blob"),
      assets: { "schema.json": join(plugin, "schema.json") },
      disableExperimentalSEAWarning: true,
    };
    await writeFile(join(folder, "sea.json"), JSON.stringify(config));
    await run(process.execPath, ["--experimental-sea-config", join(folder, "sea.json")]);
    await copyFile(process.execPath, executable);
    await chmod(executable, 0o755);
    await inject(executable, config.output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
