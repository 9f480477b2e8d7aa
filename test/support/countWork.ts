import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

/**
 * How often the pieces of the provider's own code are run by a script: each run of a function, a branch or the body of a loop is
 * one. The same for the same work on any machine, however busy. A process of its own, since V8 counts only what it
 * compiles after it was asked to.
 */
export async function countWork(script: string, ...args: string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "chime-work-"));
  try {
    const environment = { ...process.env, NODE_V8_COVERAGE: folder };
    await promisify(execFile)(process.execPath, ["--import", "tsx", script, ...args], { env: environment });
    // One file for the script, and one for what runs it as TypeScript.
    const files = (await readdir(folder)).map((file) => readFile(join(folder, file), "utf8"));
    const all = (await Promise.all(files)).flatMap((text) => (JSON.parse(text) as Coverage).result);
    const ours = all.filter(({ url }) => url.includes("/provider/") && !url.includes("/testing/"));
    const ranges = ours.flatMap(({ functions }) => functions.flatMap((one) => one.ranges));
    return ranges.reduce((sum, { count }) => sum + count, 0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
