import { equal, match } from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { shellOf } from "../../provider/resources/shell";

const ROOT = join(__dirname, "..", "..");

/** Runs the text as Pulumi's host does: compiled from a string, with no file name, in the program's folder. */
const HOST = `
const Module = require("node:module");
const shell = new Module("");
shell.filename = "";
shell.paths = Module._nodeModulePaths(process.cwd());
shell._compile(${JSON.stringify(shellOf("UserSuspensionSet"))}, "");
try {
  console.log(Object.keys(shell.exports.handler()).join());
} catch (error) {
  console.log(error.message);
}
`;

describe("the text under __provider", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "chime-shell-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Puts a host where Pulumi's package would be, and runs it in a program's folder. */
  async function run(pulumi: string, program: string): Promise<string> {
    const host = join(pulumi, "@pulumi", "pulumi", "cmd", "dynamic-provider");
    await mkdir(host, { recursive: true });
    await writeFile(join(host, "index.js"), HOST);
    const { stdout } = await promisify(execFile)(process.execPath, [join(host, "index.js")], { cwd: program });
    return stdout.trim();
  }

  async function install(modules: string): Promise<void> {
    await mkdir(modules, { recursive: true });
    await symlink(ROOT, join(modules, "pulumi-chime-users"));
  }

  const METHODS = "configure,check,diff,create,read,update,delete";

  it("finds the package beside the program, as npm installs it", async () => {
    await install(join(folder, "node_modules"));
    equal(await run(join(folder, "node_modules"), folder), METHODS);
  });

  it("finds the package in a workspace's root from a program deep inside", async () => {
    const program = join(folder, "packages", "people", "infra");
    await mkdir(program, { recursive: true });
    await install(join(folder, "node_modules"));
    equal(await run(join(folder, "node_modules"), program), METHODS);
  });

  it("finds the package where pnpm keeps what only another package depends on", async () => {
    const program = join(folder, "app");
    const store = join(folder, "app", "node_modules", ".pnpm", "node_modules");
    await mkdir(program, { recursive: true });
    await install(store);
    equal(await run(store, program), METHODS);
  });

  it("finds the package in its own repository, from an example's folder", async () => {
    equal(await run(join(folder, "node_modules"), join(ROOT, "examples", "quickstart")), METHODS);
  });

  it("says where it looked when the package is not there", async () => {
    const program = join(folder, "app");
    await mkdir(program);
    match(
      await run(join(folder, "elsewhere"), program),
      /^Cannot find pulumi-chime-users\/runtime\/v1 from .*: run npm/,
    );
  });

  it("does not take a package that is there and broken for one that is not", async () => {
    const broken = join(folder, "node_modules", "pulumi-chime-users");
    await mkdir(broken, { recursive: true });
    await writeFile(
      join(broken, "package.json"),
      JSON.stringify({ name: "pulumi-chime-users", exports: { "./runtime/v1": "./v1.js" } }),
    );
    await writeFile(join(broken, "v1.js"), 'throw new Error("broken inside");');
    equal(await run(join(folder, "node_modules"), folder), "broken inside");
  });
});
