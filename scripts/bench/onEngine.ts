import { readFileSync } from "node:fs";
import { ACCOUNT } from "../../test/support/people";
import { descendants } from "../../test/support/processes";
import type { Stack } from "../../test/support/stack";
import type { Job } from "./job";

/** One operation of the real Pulumi CLI. */
export interface EngineRun {
  readonly exitCode: number | null;
  readonly seconds: number;
  /** The most memory that the provider process had, in MB; 0 where none was seen. */
  readonly providerMB: number;
}

/** How often the provider's memory is looked at, in milliseconds: the kernel keeps the peak, so that seldom is enough. */
const LOOK_EVERY_MS = 100;

function peakMB(pid: number): number {
  try {
    const [, kB = "0"] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kB) / 1024;
  } catch {
    return 0; // it has ended meanwhile
  }
}

/** By which the provider's process is known: that of either front. */
const PROVIDERS = ["dynamic-provider", "pulumi-resource-chime"];

/** Runs one operation and watches the provider process that belongs to it. */
export async function runOnEngine(stack: Stack, ...args: string[]): Promise<EngineRun> {
  const started = performance.now();
  const { pid, ended } = stack.start(...args);
  let providerMB = 0;
  const watch = setInterval(() => {
    const children = PROVIDERS.flatMap((name) => descendants(pid, name));
    for (const child of children) providerMB = Math.max(providerMB, peakMB(child));
  }, LOOK_EVERY_MS);
  const { exitCode } = await ended;
  clearInterval(watch);
  return { exitCode, seconds: (performance.now() - started) / 1000, providerMB };
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
  return `const { CustomResource } = require("@pulumi/pulumi");
const __provider = \`exports.handler = () => ({
  check: async (olds, news) => ({ inputs: news, failures: [] }),
  diff: async (id, olds, news) => ({ changes: JSON.stringify(olds.users) !== JSON.stringify(news.users) }),
  create: async (inputs) => ({ id: "inert", outs: inputs }),
  update: async (id, olds, news) => ({ outs: news }),
  read: async (id, props) => ({ id, props, inputs: props }),
  delete: async () => undefined,
});\`;
const users = Object.fromEntries(${ADDRESSES(users)}.map((user) => [user.toLowerCase(), "suspended"]));
new (class extends CustomResource {
  constructor() { super("pulumi-nodejs:dynamic/bench:Inert", "map", { users, __provider }); }
})();
`;
}

/** A program with no resource at all. */
export const EMPTY_PROGRAM = 'require("@pulumi/pulumi");\n';
