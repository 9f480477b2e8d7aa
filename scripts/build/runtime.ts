import { join } from "node:path";
import { build } from "esbuild";

/** What Pulumi's dynamic provider host loads. */
const RUNTIME = join("runtime", "v1");

/**
 * Makes one file of what a dynamic provider's process runs, in place of the one that was compiled: the process loads nearly two
 * hundred files of ours otherwise, each with its own lookups on the disk and its own place in memory. Packages are loaded
 * as before, and only once something needs them.
 */
export async function buildRuntime(root: string, dist: string): Promise<void> {
  await build({
    entryPoints: [join(root, "provider", `${RUNTIME}.ts`)],
    outfile: join(dist, `${RUNTIME}.js`),
    allowOverwrite: true,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node22",
    format: "cjs",
    logLevel: "error",
    legalComments: "none",
    tsconfig: join(root, "provider", "tsconfig.json"),
  });
}
