import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Engine } from "../../test/support/pulumi/engine";
import { messagesIn } from "./messages";
import { type Ending, runToEnd } from "./runToEnd";
import { terminal } from "./terminal";

const ROOT = join(__dirname, "..", "..");
const CLI = join(ROOT, "dist", "cli", "main.js");
const PLAIN = ["--non-interactive", "--color", "never"];
/** The exit status of `report` where there is something to do. */
const CHANGES = 3;

/** The program that the demo runs, as it is shown. */
const PROGRAM = `import { readFileSync } from "node:fs";
import { UserLicenseAssignment, UserSuspensionSet } from "pulumi-chime-users";

const { accountId, leavers, licenses } = JSON.parse(readFileSync("people.json", "utf8"));
const maxChanges = "25%"; // of the account's users, in one run

new UserSuspensionSet("leavers", { accountId, users: leavers, maxChanges });
new UserLicenseAssignment("licenses", { accountId, licenses, maxChanges });
`;

const PROJECT = `name: people
description: Who is suspended and who holds which license.
runtime: nodejs
main: index.ts
options:
  refresh: always
`;

/** Who writes the history of the demo's repository, whatever the person's own git says. */
const GIT = [
  "-c",
  "user.name=demo",
  "-c",
  "user.email=demo@example.com",
  "-c",
  "commit.gpgSign=false",
  "-c",
  "core.hooksPath=",
];

/** What the company declares; a pull request changes this file. */
export interface People {
  readonly accountId: string;
  readonly leavers: readonly string[];
  readonly licenses: Readonly<Record<string, string>>;
}

/** A Pulumi project in a git repository of its own, with a state file in it, run by the real CLI. */
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
    await project.#git("init", "--quiet");
    await project.#run(engine.command, ["stack", "init", "production"], 0);
    return project;
  }

  showProgram(): void {
    terminal.command("cat index.ts");
    terminal.show(PROGRAM);
  }

  /** Writes what the company declares, and commits it. */
  async commit(people: People): Promise<void> {
    await writeFile(join(this.#folder, "people.json"), `${JSON.stringify(people, undefined, 2)}\n`);
    await this.#git("add", "people.json");
    await this.#git("commit", "--quiet", "--message", "People");
  }

  /** Takes the latest commits back with git, the last one first. */
  async revert(commits: string): Promise<void> {
    terminal.command(`git revert ${commits}`);
    await this.#git("revert", "--no-edit", commits);
  }

  /** Shows the lines of people.json that the latest commit has changed. */
  async showChange(): Promise<void> {
    terminal.command("git diff --unified=0 HEAD~1 people.json");
    const diff = await this.#git("diff", "--unified=0", "--no-color", "HEAD~1", "--", "people.json");
    const changed = diff.split("\n").filter((line) => /^[-+] /.test(line));
    terminal.show(changed.join("\n"));
  }

  /** Shows a command and what the resources say in it: with names, with numbers alone, or only what was done. */
  async pulumi(ending: Ending, args: readonly string[], told: "names" | "numbers" | "done" = "names"): Promise<void> {
    const names = told === "numbers" ? "CHIME_USERS_MAX_NAMES=0 " : "";
    terminal.command(`${names}pulumi ${args.join(" ")}${told === "done" ? " | grep call" : ""}`);
    const environment: Record<string, string> = told === "numbers" ? { CHIME_USERS_MAX_NAMES: "0" } : {};
    const output = this.#run(this.#engine.command, [...args, ...PLAIN], ending, environment);
    const said = messagesIn(await terminal.wait(output)).split("\n");
    terminal.show(said.filter((line) => told !== "done" || line.includes("call")).join("\n"));
  }

  /** Shows the comment that a pull request gets. */
  async comment(): Promise<void> {
    terminal.command("pulumi preview --json > preview.json; npx pulumi-chime-users report preview.json");
    const preview = this.#run(this.#engine.command, ["preview", "--json", ...PLAIN], 0);
    await writeFile(join(this.#folder, "preview.json"), await terminal.wait(preview));
    const report = await this.#run(process.execPath, [CLI, "report", "preview.json"], CHANGES);
    terminal.show(report.replace(/^<!--.*-->\n/, ""));
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  #git(...args: readonly string[]): Promise<string> {
    return this.#run("git", [...GIT, ...args], 0);
  }

  #run(
    command: string,
    args: readonly string[],
    ending: Ending,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    return runToEnd(command, args, { cwd: this.#folder, env: { ...this.#environment, ...environment } }, ending);
  }
}
