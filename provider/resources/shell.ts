/** The module that a state file names. Frozen: a state written today is read by it for ever. */
const RUNTIME = "pulumi-chime-users/runtime/v1";

/**
 * The text under `__provider`: what Pulumi stores with each dynamic resource and runs in the provider process. It
 * only looks the package up, from the program's folder first, then from Pulumi's own package (where pnpm keeps a
 * package that the program has through another one; a host that is an ES module has no such place). No code of ours is
 * in a state file.
 *
 * Frozen, letter by letter: the engine compares it and keeps old copies. Only the look-up is caught; a package that
 * is there but can't be loaded says so itself.
 */
export function shellOf(resource: string): string {
  return [
    "exports.handler = () => {",
    '  const { createRequire } = require("module");',
    `  const name = ${JSON.stringify(RUNTIME)};`,
    "  const main = require.main ? [require.main.filename] : [];",
    '  for (const from of [process.cwd() + "/index.js", ...main]) {',
    "    const load = createRequire(from);",
    "    let file;",
    "    try { file = load.resolve(name); } catch (error) {",
    '      if (error.code === "MODULE_NOT_FOUND") continue;',
    "      throw error;",
    "    }",
    `    return load(file).open(${JSON.stringify(resource)});`,
    "  }",
    '  throw new Error("Cannot find " + name + " from " + process.cwd() + ": run npm install there.");',
    "};",
    "",
  ].join("\n");
}
