import { NATIVE_PLUGIN, withStack } from "../../test/support/stack";
import {
  ADAPTIVE,
  AT_ONCE,
  type Contender,
  measure,
  ONE_BY_ONE,
  OURS,
  OURS_PREVIEWED,
  oursAt,
  PARALLEL,
  SEQUENTIAL,
} from "./contenders";
import type { Job, Result } from "./job";
import { EMPTY_PROGRAM, type EngineRun, FRONTS, inertProgram, programFor, runOnEngine } from "./onEngine";
import type { CostRow, FrontRow, StateRow } from "./results";
import { type Conditions, startService } from "./service";

const UP = ["up", "--yes", "--skip-preview"] as const;

/** Tells how far the benchmark is. */
export type Say = (line: string) => void;

const suspend = (users: number, accountUsers = users): Job => ({ kind: "suspend", accountUsers, users });
const license = (users: number, accountUsers = users): Job => ({ kind: "license", accountUsers, users });

const seconds = (value: number): string => `${value.toFixed(1)} s`;

async function measureAll(
  contenders: readonly Contender[],
  job: Job,
  conditions: Conditions,
  say: Say,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const contender of contenders) {
    const result = await measure(contender, job, conditions);
    const { wallSeconds, writeSeconds, throttled, lost } = result;
    say(
      `${job.kind} ${job.users} of ${job.accountUsers}, ${contender.name}: ${seconds(wallSeconds)}, writing ${seconds(writeSeconds)}, ${throttled} throttled, ${lost} lost`,
    );
    results.push(result);
  }
  return results;
}

/** Everybody of accounts of growing size, without a limit. */
export async function growth(sizes: readonly number[], latencyMs: number, say: Say): Promise<Result[]> {
  const results: Result[] = [];
  const contenders = [OURS, SEQUENTIAL, PARALLEL, ONE_BY_ONE];
  for (const users of sizes) results.push(...(await measureAll(contenders, suspend(users), { latencyMs }, say)));
  return results;
}

/** Jobs of several sizes against a service that refuses what is faster than its rate. */
export async function limited(rate: number, latencyMs: number, say: Say): Promise<Result[]> {
  const contenders = [OURS, oursAt(rate), SEQUENTIAL, PARALLEL, ADAPTIVE, AT_ONCE];
  const results: Result[] = [];
  for (const job of [license(2_000), suspend(10_000), license(10_000)]) {
    results.push(...(await measureAll(contenders, job, { latencyMs, rate }, say)));
  }
  return results;
}

/** 2,000 of 10,000 users. */
export function some(conditions: Conditions, say: Say): Promise<Result[]> {
  const contenders = [OURS, OURS_PREVIEWED, SEQUENTIAL, PARALLEL, AT_ONCE];
  return measureAll(contenders, suspend(2_000, 10_000), conditions, say);
}

async function median(times: number, run: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let i = 0; i < times; i += 1) values.push(await run());
  return values.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

async function firstUp(program: string, args: readonly string[]): Promise<number> {
  let taken = 0;
  await withStack({ program, asInstalled: true }, async (stack) => {
    taken = (await runOnEngine(stack, ...args)).seconds;
  });
  return taken;
}

/** The first `up` of an inert resource of so many users, without and with its preview: medians of three. */
export async function inertUps(users: number): Promise<{ up: number; previewed: number }> {
  const program = inertProgram(users);
  return {
    up: await median(3, () => firstUp(program, UP)),
    previewed: await median(3, () => firstUp(program, ["up", "--yes"])),
  };
}

/** The first `up` of a program without resources. */
export const emptyUp = (): Promise<number> => median(3, () => firstUp(EMPTY_PROGRAM, UP));

/** The operations that a stack goes through, each with what it does to the program first. */
const OPERATIONS: readonly { readonly name: string; readonly args: readonly string[]; readonly edited?: true }[] = [
  { name: "first up", args: UP },
  { name: "up, nothing to do", args: UP },
  { name: "refresh", args: ["refresh", "--yes", "--skip-preview"] },
  { name: "up, everybody changes", args: UP, edited: true },
  { name: "destroy", args: ["destroy", "--yes", "--skip-preview"] },
];

interface Lived extends EngineRun {
  readonly calls: number;
}

interface Life {
  readonly runs: readonly Lived[];
  readonly stateBytes: number;
}

interface Living {
  readonly program: string;
  readonly edited: string;
  readonly environment: Readonly<Record<string, string>>;
  takeCalls(): Promise<number>;
}

async function live({ program, edited, environment, takeCalls }: Living): Promise<Life> {
  const runs: Lived[] = [];
  let stateBytes = 0;
  await withStack({ program, environment, options: NATIVE_PLUGIN, asInstalled: true }, async (stack) => {
    for (const operation of OPERATIONS) {
      if (operation.edited) await stack.write(edited);
      const run = await runOnEngine(stack, ...operation.args);
      if (run.exitCode !== 0) throw new Error(`${operation.name} ended with ${run.exitCode}`);
      runs.push({ ...run, calls: await takeCalls() });
      if (operation.name === "first up") {
        stateBytes = JSON.stringify((await stack.resources())["users"] ?? {}).length;
      }
    }
  });
  return { runs, stateBytes };
}

/** A stack of so many users from its first `up` to `destroy`, beside an inert one, with no latency at all. */
export async function cost(kind: Job["kind"], users: number, say: Say): Promise<{ rows: CostRow[]; state: StateRow }> {
  const inert = inertProgram(users);
  const bare = await live({
    program: inert,
    edited: inert.replaceAll('"suspended"', '"active"'),
    environment: {},
    takeCalls: async () => 0,
  });
  const service = await startService(users, { latencyMs: 0 });
  const job: Job = { kind, accountUsers: users, users };
  const program = programFor(job);
  try {
    const ours = await live({
      program,
      edited: kind === "suspend" ? programFor({ ...job, users: 1 }) : program.replace('"Pro"', '"Plus"'),
      environment: service.environment,
      takeCalls: async () => (await service.takeJournal()).length,
    });
    const rows = OPERATIONS.map(({ name }, i): CostRow => {
      const [mine, other] = [ours.runs[i], bare.runs[i]];
      return {
        users,
        operation: `${kind}: ${name}`,
        inertSeconds: other?.seconds ?? 0,
        seconds: mine?.seconds ?? 0,
        inertMB: other?.providerMB ?? 0,
        providerMB: mine?.providerMB ?? 0,
        calls: mine?.calls ?? 0,
      };
    });
    for (const row of rows)
      say(`${row.users} users, ${row.operation}: ${seconds(row.seconds)} (inert ${seconds(row.inertSeconds)})`);
    return { rows, state: { users, kind, bytesPerUser: ours.stateBytes / users } };
  } finally {
    await service.stop();
  }
}

/** The life of a stack in which so many users are suspended, by each front in turn, with no latency at all. */
export async function fronts(sizes: readonly number[], say: Say): Promise<FrontRow[]> {
  const rows: FrontRow[] = [];
  for (const users of sizes) {
    for (const front of Object.keys(FRONTS) as (keyof typeof FRONTS)[]) {
      const service = await startService(users, { latencyMs: 0 });
      const job = suspend(users);
      try {
        const { runs, stateBytes } = await live({
          program: programFor(job, undefined, front),
          edited: programFor({ ...job, users: 1 }, undefined, front),
          environment: service.environment,
          takeCalls: async () => (await service.takeJournal()).length,
        });
        for (const [i, { seconds: taken, providerMB, calls }] of runs.entries()) {
          const operation = OPERATIONS[i]?.name ?? "";
          say(`${users} users, ${front}, ${operation}: ${seconds(taken)}, ${providerMB.toFixed(0)} MB`);
          rows.push({
            front,
            users,
            operation,
            seconds: taken,
            providerMB,
            calls,
            bytesPerUser: stateBytes / users,
          });
        }
      } finally {
        await service.stop();
      }
    }
  }
  return rows;
}
