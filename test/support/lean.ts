import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where processes of Node keep what they have compiled, for all tests. */
export const COMPILE_CACHE = join(tmpdir(), "chime-compile-cache");

/** The environment in which a process of Node loads what it uses alone (loadLater.cjs), and compiles it once for all tests. */
export const LEAN: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--require ${join(__dirname, "loadLater.cjs")}`,
  NODE_COMPILE_CACHE: COMPILE_CACHE,
};
