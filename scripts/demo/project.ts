import { spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Engine } from "../../test/support/pulumi/engine";
import { terminal } from "./terminal";

const ROOT = join(__dirname, "..", "..");

/** The program that the demo runs, as it is shown. */
const PROGRAM = `import { readFileSync } from "node:fs";
import { UserLicenseAssignment, UserSuspensionSet } from "pulumi-chime-users";

const { accountId, leavers, licenses } = JSON.parse(readFileSync("people.json", "utf8"));

new UserSuspensionSet("leavers", { accountId, users: leavers, maxChanges: "25%" });
new UserLicenseAssignment("licenses", { accountId, licenses });
`;

const PROJECT = `name: people
description: Who is suspended and who holds which license.
runtime: nodejs
main: index.ts
`;

/** What the company declares; a pull request changes this file. */
export interface People {
  readonly accountId: string;
  readonly leavers: readonly string[];
  readonly licenses: Readonly<Record<string, string>>;
}

/** A Pulumi project in a folder of its own, with a state file in it, run by the real CLI. */
export class Project {
  readonly #folder: string;
  readonly #engine: Engine;
  readonly #environment: NodeJS.ProcessEnv;

  private constructor(folder: string, engine: Engine, service: Readonly<Record<string, string>>) {
    this.#folder = folder;
    this.#engine = engine;
    this.#environment = {
      ...process.env,
      ...engine.environment,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "demo",
      // The demo talks to its own server and to nothing else, whatever AWS settings the machine has.
      AWS_CONFIG_FILE: join(folder, "aws"),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, "aws"),
      AWS_PROFILE: "",
      AWS_SESSION_TOKEN: "",
      NO_PROXY: "127.0.0.1",
      ...service,
    };
  }

  /** Makes the project inside the repository, where its program finds this package by its name. */
  static async create(engine: Engine, service: Readonly<Record<string, string>>): Promise<Project> {
    await mkdir(join(ROOT, ".cache"), { recursive: true });
    const folder = await mkdtemp(join(ROOT, ".cache", "demo-"));
    for (const name of ["home", "state"]) await mkdir(join(folder, name));
    await writeFile(join(folder, "Pulumi.yaml"), PROJECT);
    await writeFile(join(folder, "index.ts"), PROGRAM);
    await copyFile(join(ROOT, "examples", "quickstart", "tsconfig.json"), join(folder, "tsconfig.json"));
    const project = new Project(folder, engine, service);
    await project.#run(["stack", "init", "production"], "quiet");
    return project;
  }

  showProgram(): void {
    terminal.source("index.ts", PROGRAM);
  }

  async declare(people: People): Promise<void> {
    await writeFile(join(this.#folder, "people.json"), JSON.stringify(people, undefined, 2));
  }

  /** Shows a command and runs it; Pulumi writes to the terminal itself. */
  async pulumi(...args: string[]): Promise<void> {
    terminal.command(`pulumi ${args.join(" ")}`);
    await this.#run(args, "shown");
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #run(args: readonly string[], output: "shown" | "quiet"): Promise<void> {
    const child = spawn(this.#engine.command, args, {
      cwd: this.#folder,
      env: this.#environment,
      // Pulumi draws its live view where standard input is a terminal too; nothing is asked there.
      stdio: output === "shown" ? "inherit" : "ignore",
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}`);
  }
}
