import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Where processes of Node keep what they have compiled, for all tests. */
export const COMPILE_CACHE = join(tmpdir(), "chime-compile-cache");

/** The environment in which a process of Node loads what it uses alone (loadLater.cjs), and compiles it once for all tests. */
export const LEAN: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--require ${join(__dirname, "loadLater.cjs")}`,
  NODE_COMPILE_CACHE: COMPILE_CACHE,
};

let packed: Promise<unknown> | undefined;

/** Puts what such processes load into one script, where no test has done so since dist/ was built. */
export async function packModules(): Promise<void> {
  packed ??= promisify(execFile)(process.execPath, [join(__dirname, "makePack.cjs")], {
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
  });
  await packed;
}
