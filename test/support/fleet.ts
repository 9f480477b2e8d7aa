import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withCopyOf } from "./example";
import { emailOf } from "./people";
import { environmentOf, leanEnvironment, type Run, theEngine } from "./stack";
import { onTerminal, type Typed } from "./terminal";

/** What an account of a fleet is to look like. */
export interface FleetAccount {
  readonly accountId: string;
  readonly maxChanges: number;
  readonly leavers: readonly number[];
  readonly pro: readonly number[];
}

/** How a run of the fleet ended. */
export interface FleetRun {
  readonly exitCode: number | null;
  readonly said: string;
  /** Who failed where, a line each. */
  readonly failed: readonly string[];
  readonly report: string;
}

function linesIn(text: string): string[] {
  return text.split("\n").filter(Boolean);
}

/** A copy of examples/fleet with accounts of a test's own. */
export class Fleet {
  readonly #folder: string;
  readonly #state: string;
  readonly #environment: Readonly<Record<string, string>>;

  constructor(folder: string, state: string, environment: Readonly<Record<string, string>>) {
    this.#folder = folder;
    this.#state = state;
    this.#environment = environment;
  }

  async declare(accounts: readonly (readonly [name: string, FleetAccount])[]): Promise<void> {
    const heads = accounts.map(([name, { accountId, maxChanges }]) => [name, { accountId, maxChanges }]);
    await writeFile(join(this.#folder, "accounts.json"), JSON.stringify(Object.fromEntries(heads)));
    for (const [name, { leavers, pro }] of accounts) {
      const licenses = Object.fromEntries(pro.map((i) => [emailOf(i), "Pro"]));
      const people = JSON.stringify({ leavers: leavers.map(emailOf), licenses });
      await writeFile(join(this.#folder, "people", `${name}.json`), people);
    }
  }

  /** Puts a text, or nothing, in the place of an account's list. */
  async spoil(name: string, text: string | undefined): Promise<void> {
    const file = join(this.#folder, "people", `${name}.json`);
    await (text === undefined ? rm(file) : writeFile(file, text));
  }

  /** Starts the example's script where nobody is there to answer. */
  start(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): { readonly pid: number; readonly ended: Promise<FleetRun> } {
    const env = { ...this.#environment, ...environment };
    const child = spawn(process.execPath, ["fleet.mts", ...args], { cwd: this.#folder, env });
    let [said, complained] = ["", ""];
    child.stdin.end();
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complained += text;
    });
    const ended = new Promise<FleetRun>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", async (exitCode) => {
        resolve({ exitCode, said, failed: linesIn(complained), report: await this.#report() });
      });
    });
    return { pid: child.pid ?? 0, ended };
  }

  run(...args: string[]): Promise<FleetRun> {
    return this.start(args).ended;
  }

  /** Runs the example's script on a terminal, and types. */
  async type(args: readonly string[], typed: readonly Typed[]): Promise<FleetRun> {
    const complaints = join(this.#state, "complaints");
    const command = [process.execPath, "fleet.mts", ...args, `2> ${complaints}`].join(" ");
    const run = await onTerminal(command, typed, { cwd: this.#folder, env: this.#environment });
    return { ...run, failed: linesIn(await readFile(complaints, "utf8")), report: await this.#report() };
  }

  #report(): Promise<string> {
    return readFile(join(this.#folder, "report.md"), "utf8").catch(() => "");
  }

  /** How much state all of its stacks have. */
  async stateBytes(): Promise<number> {
    const folder = join(this.#state, ".pulumi", "stacks");
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".json"));
    const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /** Runs Pulumi itself, which checks the program's types as it does for everybody. */
  async pulumi(...args: string[]): Promise<Pick<Run, "exitCode" | "output">> {
    const { command } = await theEngine();
    const env = { ...this.#environment, PULUMI_NODEJS_TRANSPILE_ONLY: "" };
    const child = spawn(command, [...args, "--non-interactive"], { cwd: this.#folder, env });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    return new Promise((resolve) => child.on("close", (exitCode) => resolve({ exitCode, output })));
  }

  /** The stacks there are, and those that have a file of settings. */
  async stacks(): Promise<{ readonly made: readonly string[]; readonly configured: readonly string[] }> {
    const { output } = await this.pulumi("stack", "ls", "--json");
    const made = (JSON.parse(output) as readonly { readonly name: string }[]).map(({ name }) => name);
    const files = await readdir(this.#folder);
    const configured = files.flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
    return { made: made.sort(), configured: configured.sort() };
  }

  /** Ends the lock that a killed run has left. */
  async cancel(name: string): Promise<void> {
    await this.pulumi("cancel", "--yes", "--stack", name);
  }
}

/** Runs a story on a copy of examples/fleet whose state is in a folder of its own; `service` points AWS clients at a server. */
export async function withFleet(
  service: Readonly<Record<string, string>>,
  story: (fleet: Fleet) => Promise<void>,
): Promise<void> {
  const engine = await theEngine();
  const own = await mkdtemp(join(tmpdir(), "chime-fleet-"));
  try {
    for (const folder of ["home", "state"]) await mkdir(join(own, folder));
    // The types of its program are checked by `npm run typecheck`.
    const typesTrusted = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
    const machine = environmentOf(own, engine);
    const environment = { ...machine, ...(await leanEnvironment(own, machine["PATH"])), ...typesTrusted, ...service };
    await withCopyOf("fleet", (folder) => story(new Fleet(folder, join(own, "state"), environment)));
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}
