import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { packageSchema } from "../../provider/native/schema/packageSchema";
import { readDocstrings } from "./docstrings";

/** The program that the engine starts, as Pulumi wants it to be called. */
const PROGRAM = "pulumi-resource-chime";

/** Windows starts no file for its first line. */
const FOR_WINDOWS = `@node "%~dp0${PROGRAM}" %*\r\n`;

async function writeSchema(root: string, folder: string): Promise<void> {
  const facts = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const { version, description, license, keywords } = facts;
  const schema = packageSchema({ version, description, license, keywords }, readDocstrings(join(root, "provider")));
  await writeFile(join(folder, "schema.json"), `${JSON.stringify(schema, null, 2)}\n`);
}

/**
 * Makes the plugin in a folder: one program with everything in it, since the engine runs it from wherever it was installed,
 * and Pulumi's protocol files promise nobody that they stay where they are.
 */
export async function buildPlugin(root: string, folder: string): Promise<void> {
  await build({
    entryPoints: [join(root, "provider", "native", "main.ts")],
    outfile: join(folder, PROGRAM),
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    banner: { js: "#!/usr/bin/env node" },
    logLevel: "error",
    legalComments: "none",
    tsconfig: join(root, "provider", "tsconfig.json"),
  });
  await writeFile(join(folder, `${PROGRAM}.cmd`), FOR_WINDOWS);
  await writeSchema(root, folder);
  await chmod(join(folder, PROGRAM), 0o755);
}
