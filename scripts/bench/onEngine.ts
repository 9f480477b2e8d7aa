import { readFileSync } from "node:fs";
import { ACCOUNT } from "../../test/support/people";
import { descendants } from "../../test/support/processes";
import type { Stack } from "../../test/support/stack";
import type { Job } from "./job";

/** What one of the processes of a run has taken. */
export interface Taken {
  /** Seconds of its own work, whatever else the machine does meanwhile. */
  readonly cpuSeconds: number;
  /** The most memory that it had, in MB. */
  readonly MB: number;
}

/** One operation of the real Pulumi CLI. */
export interface EngineRun {
  readonly exitCode: number | null;
  readonly seconds: number;
  /** The most memory that the provider process had, in MB; 0 where none was seen. */
  readonly providerMB: number;
  /** The processes of the run; 0 of everything where there was none. */
  readonly taken: Readonly<Record<ProcessName, Taken>>;
}

/** How often the processes are looked at, in milliseconds: the kernel keeps the peak and the sum, so that seldom is enough. */
const LOOK_EVERY_MS = 100;

/** By which the processes of a run are known; the provider's is that of either front, the engine's is the CLI itself. */
const PROCESSES = {
  program: ["pulumi-language-nodejs-exec", "cmd/run"],
  provider: ["dynamic-provider", "pulumi-resource-chime"],
  engine: [],
} as const;

export type ProcessName = keyof typeof PROCESSES;

const PROCESS_NAMES = Object.keys(PROCESSES) as ProcessName[];

/** The kernel counts in hundredths of a second. */
const TICKS = 100;

function takenBy(pid: number): Taken {
  try {
    const [, kB = "0"] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in brackets, may have anything in it; the work in user mode is the twelfth word behind it.
    const ticks = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[11]);
    return { cpuSeconds: ticks / TICKS, MB: Number(kB) / 1024 };
  } catch {
    return { cpuSeconds: 0, MB: 0 }; // it has ended meanwhile
  }
}

const most = (one: Taken, other: Taken): Taken => ({
  cpuSeconds: Math.max(one.cpuSeconds, other.cpuSeconds),
  MB: Math.max(one.MB, other.MB),
});

/** What is known of the processes of a run, by their IDs. */
type Seen = ReadonlyMap<ProcessName, Map<number, Taken>>;

function look(pid: number, seen: Seen): void {
  for (const [name, pids] of seen) {
    const now = name === "engine" ? [pid] : PROCESSES[name].flatMap((word) => descendants(pid, word));
    for (const one of now) pids.set(one, most(pids.get(one) ?? { cpuSeconds: 0, MB: 0 }, takenBy(one)));
  }
}

/** What the processes of one name have taken: a shell that starts one of them takes next to nothing. */
function sumOf(processes: Iterable<Taken>): Taken {
  let [cpuSeconds, MB] = [0, 0];
  for (const one of processes) {
    cpuSeconds += one.cpuSeconds;
    MB = Math.max(MB, one.MB);
  }
  return { cpuSeconds, MB };
}

/** Runs one operation and watches the processes that belong to it. */
export async function runOnEngine(stack: Stack, ...args: string[]): Promise<EngineRun> {
  const started = performance.now();
  const { pid, ended } = stack.start(...args);
  const seen: Seen = new Map(PROCESS_NAMES.map((name) => [name, new Map<number, Taken>()]));
  const watch = setInterval(() => look(pid, seen), LOOK_EVERY_MS);
  const { exitCode } = await ended;
  clearInterval(watch);
  const seconds = (performance.now() - started) / 1000;
  const sums = PROCESS_NAMES.map((name) => [name, sumOf(seen.get(name)?.values() ?? [])] as const);
  const taken = Object.fromEntries(sums) as EngineRun["taken"];
  return { exitCode, seconds, providerMB: taken.provider.MB, taken };
}

const ADDRESSES = (users: number): string =>
  `Array.from({ length: ${users} }, (_, i) => "Person." + i + "@Example.com")`;

/** What a program imports for each front. */
export const FRONTS = { dynamic: "pulumi-chime-users", native: "pulumi-chime-users/native" } as const;

/** The program that does a job by this package, on the account of that ID. */
export function programFor({ kind, users }: Job, accountId = ACCOUNT, front: keyof typeof FRONTS = "dynamic"): string {
  const resource =
    kind === "suspend"
      ? `new UserSuspensionSet("users", { accountId, users });`
      : `new UserLicenseAssignment("users", { accountId, licenses: Object.fromEntries(users.map((user) => [user, "Pro"])) });`;
  return `const { UserLicenseAssignment, UserSuspensionSet } = require(${JSON.stringify(FRONTS[front])});
const accountId = ${JSON.stringify(accountId)};
const users = ${ADDRESSES(users)};
${resource}
`;
}

/**
 * A program with one dynamic resource that does nothing but carry a map of so many users: what the engine itself takes. Like
 * any that shows drift by name, it gives back inputs too when it is read.
 */
export function inertProgram(users: number): string {
  return inertProgramOf(`Object.fromEntries(${ADDRESSES(users)}.map((user) => [user.toLowerCase(), "suspended"]))`);
}

/** The same with whatever users the program says. */
function inertProgramOf(users: string): string {
  return `const { CustomResource } = require("@pulumi/pulumi");
const __provider = \`exports.handler = () => ({
  check: async (olds, news) => ({ inputs: news, failures: [] }),
  diff: async (id, olds, news) => ({ changes: JSON.stringify(olds.users) !== JSON.stringify(news.users) }),
  create: async (inputs) => ({ id: "inert", outs: inputs }),
  update: async (id, olds, news) => ({ outs: news }),
  read: async (id, props) => ({ id, props, inputs: props }),
  delete: async () => undefined,
});\`;
const users = ${users};
new (class extends CustomResource {
  constructor() { super("pulumi-nodejs:dynamic/bench:Inert", "map", { users, __provider }); }
})();
`;
}

/** What a program lists to suspend so many users: names alone, or with the days between which each entry counts, which is now. */
const LISTED = {
  plain: ADDRESSES,
  timed: (users: number): string =>
    `${ADDRESSES(users)}.map((user, i) => ({ user, from: day(2020, i), until: day(2090, 7 * i) }))`,
} as const;

export type Entries = keyof typeof LISTED;

const DAY = `const day = (year, i) => new Date(Date.UTC(year, 0, 1 + (i % 365))).toISOString().slice(0, 10);
`;

/** The program of a set of such entries, and that of an inert resource that is given the very same ones. */
export const PROGRAMS_OF: Readonly<Record<"inert" | keyof typeof FRONTS, (entries: Entries, users: number) => string>> =
  {
    inert: (entries, users) => DAY + inertProgramOf(LISTED[entries](users)),
    dynamic: (entries, users) => setOf("dynamic", entries, users),
    native: (entries, users) => setOf("native", entries, users),
  };

function setOf(front: keyof typeof FRONTS, entries: Entries, users: number): string {
  return `${DAY}const { UserSuspensionSet } = require(${JSON.stringify(FRONTS[front])});
new UserSuspensionSet("users", { accountId: ${JSON.stringify(ACCOUNT)}, users: ${LISTED[entries](users)} });
`;
}

/** A program with no resource at all. */
export const EMPTY_PROGRAM = 'require("@pulumi/pulumi");\n';
