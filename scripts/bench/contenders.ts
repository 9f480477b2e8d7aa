import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ACCOUNT, emailOf, range } from "../../test/support/people";
import { bareEnvironment, withStack } from "../../test/support/stack";
import { type Job, judge, type Result } from "./job";
import { programFor, runOnEngine } from "./onEngine";
import { type Conditions, type Service, startService } from "./service";

/** Somebody who does jobs. */
export interface Contender {
  readonly name: string;
  /** Does a job and gives back how many seconds it took in all. */
  run(job: Job, service: Service): Promise<number>;
}

const SCRIPT = join(__dirname, "peers", "sdk.mts");

/** A script on AWS's own SDK, sending batches in one of the ways of `peers/sdk.mts`. */
function script(name: string, way: string): Contender {
  return {
    name,
    async run({ kind, users }, { environment }) {
      const folder = await mkdtemp(join(tmpdir(), "chime-bench-"));
      const file = join(folder, "task.json");
      await writeFile(file, JSON.stringify({ accountId: ACCOUNT, kind, emails: range(0, users).map(emailOf) }));
      const started = performance.now();
      const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", SCRIPT, file, way], {
        env: { ...bareEnvironment(), ...environment },
        stdio: ["ignore", "inherit", "inherit"],
      });
      await new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
      });
      await rm(folder, { recursive: true, force: true });
      return (performance.now() - started) / 1000;
    },
  };
}

/** This package, on the real engine: the first `up`. */
function ours(name: string, options: { readonly rate?: number; readonly preview?: boolean } = {}): Contender {
  return {
    name,
    async run(job, { environment }) {
      let seconds = 0;
      await withStack(
        { program: programFor(job), environment: { ...environment }, asInstalled: true },
        async (stack) => {
          if (options.rate !== undefined) await stack.config("chime:maxRequestsPerSecond", String(options.rate));
          const run = await runOnEngine(stack, "up", "--yes", ...(options.preview ? [] : ["--skip-preview"]));
          if (run.exitCode !== 0) throw new Error(`pulumi up ended with ${run.exitCode}`);
          seconds = run.seconds;
        },
      );
      return seconds;
    },
  };
}

export const OURS: Contender = ours("pulumi up");
export const OURS_PREVIEWED: Contender = ours("pulumi up, with its preview", { preview: true });
export const oursAt = (rate: number): Contender => ours(`pulumi up, told ${rate} requests/s`, { rate });
export const SEQUENTIAL: Contender = script("SDK, batches one after the other", "sequential");
export const PARALLEL: Contender = script("SDK, 8 batches at once", "parallel");
export const ADAPTIVE: Contender = script("SDK, 8 batches at once, adaptive retries", "adaptive");
export const AT_ONCE: Contender = script("SDK, all batches at once", "at once");
export const ONE_BY_ONE: Contender = script("SDK, one call a user, 8 at once", "one by one");

/** Has a job done on a server of its own. */
export async function measure(contender: Contender, job: Job, conditions: Conditions): Promise<Result> {
  const service = await startService(job.accountUsers, conditions);
  try {
    const seconds = await contender.run(job, service);
    return judge(job, contender.name, seconds, await service.takeJournal(), conditions.latencyMs);
  } finally {
    await service.stop();
  }
}
