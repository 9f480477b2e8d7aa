import { deepEqual, equal, match } from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { dependencies, peerDependencies, version } from "../../package.json";

const ROOT = join(__dirname, "..", "..");
const MODULES = join(ROOT, "node_modules");
const CHECKOUT = ["CHANGELOG.md", "LICENSE", "README.md", "package.json", "provider", "scripts", "tsconfig.json"];

const PROGRAM = `
import { GuardError, LicenseType, Provider, type ProviderArgs, UserLicenseAssignment, UserSuspensionSet } from "pulumi-chime-users";
import { open } from "pulumi-chime-users/runtime/v1";
import * as native from "pulumi-chime-users/native";
import { type ChimeServer, createAccount, startChimeServer } from "pulumi-chime-users/testing";

const args: ProviderArgs = { maxAttempts: 3 };
export function declare(accountId: string): UserSuspensionSet {
  const provider = new Provider("emea", args);
  new UserLicenseAssignment("hosts", { accountId, licenses: { "ana@example.com": LicenseType.Pro, b: "Basic" } }, { provider });
  const drift = new native.Provider("drift", { detectDrift: true });
  new native.UserLicenseAssignment("hosts", { accountId, licenses: { b: native.LicenseType.Pro } }, { provider: drift });
  // @ts-expect-error: the types are checked, and are not any.
  new native.UserSuspensionSet("wrong", { accountId, users: 1 });
  // @ts-expect-error: the types are checked, and are not any.
  new UserSuspensionSet("wrong", { accountId, users: 1 });
  return new UserSuspensionSet("leavers", { accountId, users: ["ana@example.com"], maxChanges: "5%" });
}
export const serve = (): Promise<ChimeServer> => startChimeServer({ accounts: [createAccount({ users: 3 })] });
export const known = [GuardError.isInstance(0), typeof open];
`;

/** What a command prints; where it fails, the error has it. */
async function run(cwd: string, command: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { cwd }).catch(({ message, stdout }) => {
    throw new Error(`${message}\n${stdout}`);
  });
  return stdout.trim();
}

const runTool = (cwd: string, file: string, ...args: string[]): Promise<string> =>
  run(cwd, process.execPath, join(MODULES, file), ...args);

/** Files of a folder by path, without their ending. */
async function filesIn(folder: string, ending: string): Promise<string[]> {
  const paths = await readdir(folder, { recursive: true });
  return paths.flatMap((path) => (path.endsWith(ending) ? [path.slice(0, -ending.length)] : [])).sort();
}

describe("the packed package", () => {
  let folder: string;
  let checkout: string;
  let tarball: string;
  let app: string;
  let installed: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "chime-packed-"));
    checkout = join(folder, "checkout");
    for (const path of CHECKOUT) await cp(join(ROOT, path), join(checkout, path), { recursive: true });
    await symlink(MODULES, join(checkout, "node_modules"));
    await run(checkout, "npm", "pack", "--pack-destination", folder);
    const packed = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
    tarball = join(folder, ...packed);
    app = join(folder, "app");
    installed = join(app, "node_modules", "pulumi-chime-users");
    await mkdir(installed, { recursive: true });
    await run(installed, "tar", "-xzf", tarball, "--strip-components=1");
    for (const name of [...Object.keys({ ...dependencies, ...peerDependencies }), "@types/node"]) {
      await mkdir(dirname(join(app, "node_modules", name)), { recursive: true });
      await symlink(join(MODULES, name), join(app, "node_modules", name));
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("is built from a clean checkout, and holds the compiled files and what tells of it", async () => {
    const files = await readdir(installed);
    deepEqual(files.sort(), ["CHANGELOG.md", "LICENSE", "README.md", "dist", "package.json", "plugin"]);
    const sources = await filesIn(join(ROOT, "provider"), ".ts");
    // The native provider is in the plugin, whole; `report` reads what it keeps in state.
    const compiled = sources.filter((file) => !/^native\/(?!state\/)/.test(file));
    deepEqual(await filesIn(join(installed, "dist"), ".js"), compiled);
    const plugin = ["pulumi-resource-chime", "pulumi-resource-chime.cmd", "schema.json"];
    deepEqual((await readdir(join(installed, "plugin"))).sort(), plugin);
    deepEqual(await filesIn(join(installed, "dist"), ".map"), []);
  });

  for (const entry of ["", "/native", "/testing", "/runtime/v1"]) {
    it(`has the same names by require and by import at pulumi-chime-users${entry}`, async () => {
      const name = `pulumi-chime-users${entry}`;
      const required = await run(app, process.execPath, "-p", `Object.keys(require("${name}")).sort().join()`);
      const program = `import * as all from "${name}"; console.log(Object.keys(all).sort().join());`;
      const imported = await run(app, process.execPath, "--input-type=module", "-e", program);
      deepEqual(
        imported.split(",").filter((key) => !["__esModule", "default", "module.exports"].includes(key)),
        required.split(","),
      );
    });
  }

  it("runs its command", async () => {
    const file = join("app", "node_modules", "pulumi-chime-users", "dist", "cli", "main.js");
    equal(await run(folder, process.execPath, file, "--version"), version);
    for (const command of ["export", "import", "report", "serve"]) {
      match(await run(folder, process.execPath, file, command, "--help"), new RegExp(`Usage: .*${command}`));
    }
    await writeFile(join(folder, "preview.json"), JSON.stringify({ steps: [] }));
    match(await run(folder, process.execPath, file, "report", "preview.json"), /Amazon Chime/);
  });

  it("has a command that may be executed as it was built, without npm having installed it", async () => {
    equal(await run(folder, join(checkout, "dist", "cli", "main.js"), "--version"), version);
  });

  it("has a plugin that runs wherever it is put, with nothing beside it, and says where it listens", async () => {
    const elsewhere = join(folder, "elsewhere");
    await cp(join(installed, "plugin"), elsewhere, { recursive: true });
    const plugin = spawn(join(elsewhere, "pulumi-resource-chime"), [], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said] = await once(plugin.stdout, "data");
    match(String(said), /^\d+\n$/);
    plugin.kill();
    await once(plugin, "close");
  });

  for (const [module, resolution] of [
    ["node16", "node16"],
    ["esnext", "bundler"],
  ] as const) {
    it(`gives its types to a program with moduleResolution ${resolution}`, async () => {
      await writeFile(join(app, "program.ts"), PROGRAM);
      const options = ["--noEmit", "--strict", "--types", "node", "--target", "es2023", "--skipLibCheck", "false"];
      const kind = ["--module", module, "--moduleResolution", resolution];
      await runTool(app, "typescript/bin/tsc", ...options, ...kind, "program.ts");
    });
  }

  it("has nothing that publint complains of", async () => {
    await runTool(folder, "publint/src/cli.js", "run", tarball, "--strict");
  });

  it("has types that fit its code, whatever resolves them", async () => {
    await runTool(folder, "@arethetypeswrong/cli/dist/index.js", tarball, "--profile", "node16");
  });
});
