import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { COMPILE_CACHE, LEAN, packModules } from "./lean";
import { keepMade, putMade } from "./madeStack";
import type { Engine } from "./pulumi/engine";
import { findPulumi } from "./pulumi/findPulumi";
import { findLanguageHost, type Language } from "./pulumi/languageHosts";
import { IN_VAULT, vaultEnvironment } from "./vault";

const ROOT = join(__dirname, "..", "..");

/** What a CLI run printed and how it ended. */
export interface Run {
  readonly exitCode: number | null;
  /** Both streams as they came, without colors. */
  readonly output: string;
  readonly stdout: string;
}

/** One resource as `pulumi stack export` has it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
}

/** A whole state, as the CLI exports it, and as it stands in a file. */
interface ExportedState {
  readonly deployment?: { readonly resources?: readonly StateResource[] };
  readonly checkpoint?: { readonly latest: { readonly resources?: readonly StateResource[] } | null };
}

/** Where the native provider's plugin is, in a project laid out by a stack, and as Pulumi.yaml names it. */
export const NATIVE_PLUGIN = "plugins: {providers: [{name: chime, path: node_modules/pulumi-chime-users/plugin}]}";

/** A Pulumi program and what it runs with. */
export interface Project {
  /** The program's source, CommonJS; or TypeScript under `index.ts`. */
  readonly program?: string;
  /** A project folder to run as it stands, instead of a program. */
  readonly folder?: string;
  readonly main?: "index.js" | "index.ts";
  /** The resources, outputs and such of a YAML program, instead of one of Node. */
  readonly yaml?: string;
  /** The languages of its programs besides Node; a YAML program's is known. Where a host can't be had, nothing is run. */
  readonly languages?: readonly Language[];
  /** Lines for Pulumi.yaml. */
  readonly options?: string;
  /** Added to the environment of each run: where the service is, and credentials. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Runs as on a person's machine, without what `leanEnvironment` spares tests: for how programs are loaded, and how long it takes. */
  readonly asInstalled?: boolean;
}

let engine: Promise<Engine> | undefined;

/** The CLI of all tests, looked for once. */
export function theEngine(): Promise<Engine> {
  engine ??= findPulumi();
  return engine;
}

/** The machine's environment without anything of AWS or Pulumi: a test says all of that itself. */
export function bareEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS|PULUMI|HTTPS?_PROXY|NO_PROXY)/i.test(name));
  return { ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ""])), AWS_EC2_METADATA_DISABLED: "true" };
}

/** What a CLI runs with that has everything of its own in a folder: its home, state on this machine, no settings of AWS. */
export function environmentOf(folder: string, found: Engine): Record<string, string> {
  return {
    ...bareEnvironment(),
    ...found.environment,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "test",
    PULUMI_SKIP_CONFIRMATIONS: "true",
    // Each run starts two processes of Node that load Pulumi: compiled once, they take a third less.
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    AWS_CONFIG_FILE: join(folder, "aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "aws-credentials"),
  };
}

/**
 * What spares each command of a test half of its time without a difference to what it shows: processes of Node load what they use
 * and read that from one script (loadLater.cjs, pack.cjs), none is started to tell where Pulumi's package is (bin/node), the engine tidies its memory more seldom, the key of secrets is asked for instead of derived, and the folder of
 * temporary files has none of other tests'.
 */
export async function leanEnvironment(folder: string, path = ""): Promise<Record<string, string>> {
  const TMPDIR = join(folder, "tmp");
  await mkdir(TMPDIR);
  await packModules();
  const PATH = [join(__dirname, "bin"), path].join(delimiter);
  const node = { PATH, TESTS_NODE: process.execPath };
  return { ...LEAN, ...node, GOGC: "400", TMPDIR, ...(await vaultEnvironment()) };
}

/** A stack of its own: a project folder, a state file and a passphrase, used by the real CLI. */
export class Stack {
  readonly folder: string;
  readonly #engine: Engine;
  readonly #project: Project;
  #name: string;
  readonly runs: { readonly args: readonly string[]; readonly run: Run }[] = [];
  environment: Record<string, string>;

  constructor(folder: string, found: Engine, project: Project) {
    this.folder = folder;
    this.#name = project.folder === undefined ? "dev" : basename(folder);
    this.#engine = found;
    this.#project = project;
    this.environment = { ...environmentOf(folder, found), ...project.environment };
  }

  async prepare(): Promise<void> {
    for (const folder of ["home", "state"]) await mkdir(join(this.folder, folder));
    if (this.#project.folder === undefined) await this.#layOut();
    if (!this.#project.asInstalled) {
      this.environment = { ...this.environment, ...(await leanEnvironment(this.folder, this.environment["PATH"])) };
    }
    const isAlike = this.#isAsMost();
    if (isAlike && (await putMade(this.folder))) return;
    const secrets = this.#project.asInstalled ? [] : IN_VAULT;
    const { exitCode, output } = await this.cli("stack", "init", this.#name, ...secrets);
    if (exitCode !== 0) throw new Error(output);
    if (isAlike) await keepMade(this.folder);
  }

  /** Whether all that is particular about this stack is in its program and its project. */
  #isAsMost(): boolean {
    const state = `file://${join(this.folder, "state")}`;
    const isOurs = this.#project.folder === undefined && this.environment["PULUMI_BACKEND_URL"] === state;
    return isOurs && !this.#project.asInstalled;
  }

  async #layOut(): Promise<void> {
    const { main = "index.js", program = "", yaml } = this.#project;
    await mkdir(join(this.folder, "node_modules"));
    await symlink(ROOT, join(this.folder, "node_modules", "pulumi-chime-users"));
    await symlink(join(ROOT, "node_modules", "@pulumi"), join(this.folder, "node_modules", "@pulumi"));
    if (yaml !== undefined) return this.writeYaml(yaml);
    const typescript = main === "index.ts" ? "" : ", options: {typescript: false}";
    await this.#writeProject(`runtime: {name: nodejs${typescript}}\nmain: ${main}\n`);
    await writeFile(join(this.folder, "package.json"), JSON.stringify({ name: "people", version: "1.0.0" }));
    await writeFile(join(this.folder, main), program);
  }

  /** Takes away what the CLI has put into a project folder that is not the stack's own. */
  async cleanUp(): Promise<void> {
    const own = this.#project.folder;
    if (own !== undefined) await rm(join(own, `Pulumi.${this.#name}.yaml`), { force: true });
    await rm(this.folder, { recursive: true, force: true });
  }

  #writeProject(lines: string): Promise<void> {
    return writeFile(join(this.folder, "Pulumi.yaml"), `name: people\n${this.#project.options ?? ""}\n${lines}`);
  }

  /** Puts a YAML program in the place of the one so far. */
  writeYaml(yaml: string): Promise<void> {
    return this.#writeProject(`runtime: yaml\n${yaml}`);
  }

  /** Puts another program in the place of the one so far. */
  async write(program: string): Promise<void> {
    await writeFile(join(this.folder, this.#project.main ?? "index.js"), program);
  }

  /** Spares the runs to come the check of a TypeScript program, which takes seconds: those so far have checked it. */
  trustTypes(): void {
    this.environment = { ...this.environment, PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
  }

  /** Where the program is: the stack's own folder, or the one that it was told to run. */
  get project(): string {
    return this.#project.folder ?? this.folder;
  }

  cli(...args: string[]): Promise<Run> {
    return this.start(...args).ended;
  }

  /** Starts the CLI; for what is done to it while it runs. */
  start(...args: string[]): { readonly pid: number; readonly ended: Promise<Run> } {
    const child = spawn(this.#engine.command, [...args, "--non-interactive", "--color", "never"], {
      cwd: this.project,
      env: this.environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks: string[] = [];
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      chunks.push(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => chunks.push(text));
    const ended = new Promise<Run>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (exitCode) => {
        const run = { exitCode, output: stripVTControlCharacters(chunks.join("")), stdout };
        this.runs.push({ args, run });
        resolve(run);
      });
    });
    return { pid: child.pid ?? 0, ended };
  }

  /** `pulumi up` without its preview, unless `--preview` is among the arguments. */
  up(...args: string[]): Promise<Run> {
    const preview = args.includes("--preview") ? [] : ["--skip-preview"];
    return this.cli("up", "--yes", ...preview, ...args.filter((arg) => arg !== "--preview"));
  }

  preview(...args: string[]): Promise<Run> {
    return this.cli("preview", ...args);
  }

  refresh(...args: string[]): Promise<Run> {
    return this.cli("refresh", "--yes", "--skip-preview", ...args);
  }

  destroy(...args: string[]): Promise<Run> {
    return this.cli("destroy", "--yes", "--skip-preview", ...args);
  }

  /** Gives the stack another name, and with it other URNs to all of its resources. */
  async rename(name: string): Promise<void> {
    const { exitCode, output } = await this.cli("stack", "rename", name);
    if (exitCode !== 0) throw new Error(output);
    this.#name = name;
  }

  async config(name: string, value: string): Promise<void> {
    await this.cli("config", "set", name, value);
  }

  /** The whole state as text, for looking for what must not be in it. */
  async exportText(): Promise<string> {
    if (!this.environment["PULUMI_BACKEND_URL"]?.startsWith("file:")) return (await this.cli("stack", "export")).stdout;
    const stacks = join(this.folder, "state", ".pulumi", "stacks");
    const files = await readdir(stacks, { recursive: true });
    return readFile(join(stacks, files.find((file) => basename(file) === `${this.#name}.json`) ?? ""), "utf8");
  }

  /** All resources in the state. */
  async allResources(): Promise<readonly StateResource[]> {
    const { deployment, checkpoint } = JSON.parse(await this.exportText()) as ExportedState;
    return (deployment ?? checkpoint?.latest)?.resources ?? [];
  }

  /** The resources of this package in the state, by name. */
  async resources(): Promise<Record<string, StateResource>> {
    const all = await this.allResources();
    const ours = all.filter(({ type }) => /^(?:pulumi-nodejs:dynamic\/)?chime:/.test(type));
    return Object.fromEntries(ours.map((resource) => [resource.urn.split("::").at(-1) ?? "", resource]));
  }
}

/** The CLI with the hosts of other languages on its PATH; undefined where one can't be had here. */
async function engineWith(languages: readonly Language[]): Promise<Engine | undefined> {
  const found = await theEngine();
  const folders: string[] = [];
  for (const language of languages) {
    const folder = await findLanguageHost(language, found);
    if (folder === undefined) return undefined;
    folders.push(folder);
  }
  const PATH = [found.environment["PATH"] ?? "", ...folders].join(delimiter);
  return { ...found, environment: { ...found.environment, PATH } };
}

/** Runs a story on a stack of its own and shows all that the CLI printed where the story fails. */
export async function withStack(project: Project, story: (stack: Stack) => Promise<void>): Promise<void> {
  const languages: Language[] = project.yaml === undefined ? [] : ["yaml"];
  const found = await engineWith(project.languages ?? languages);
  if (found === undefined) return;
  const folder = await mkdtemp(join(tmpdir(), "chime-stack-"));
  const stack = new Stack(folder, found, project);
  try {
    await stack.prepare();
    await story(stack);
  } catch (error) {
    for (const { args, run } of stack.runs) {
      process.stderr.write(`\n$ pulumi ${args.join(" ")}  (exit ${run.exitCode})\n${run.output}\n`);
    }
    throw error;
  } finally {
    await stack.cleanUp();
  }
}
