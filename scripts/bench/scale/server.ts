import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const COMMAND = join(__dirname, "..", "..", "..", "dist", "cli", "main.js");
/** Clock ticks a second in /proc, on every Linux that there is. */
const TICKS = 100;

/** What a process has taken so far. */
export interface Taken {
  /** Seconds of one core. */
  readonly coreSeconds: number;
  /** Memory that it holds now, in MB. */
  readonly residentMB: number;
}

/** What the kernel says of a process; Linux alone. */
function takenBy(pid: number): Taken {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [, kB = "0"] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return { coreSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS, residentMB: Number(kB) / 1024 };
}

/** `npx pulumi-chime-users serve` in a process of its own. */
export interface MeasuredServer {
  readonly environment: Readonly<Record<string, string>>;
  /** From the start of the process until it said where it listens. */
  readonly startSeconds: number;
  taken(): Taken;
  stop(): void;
}

export async function startServer(seed: string, ...more: string[]): Promise<MeasuredServer> {
  const started = performance.now();
  const child = spawn(process.execPath, [COMMAND, "serve", "--seed", seed, ...more], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const environment: Record<string, string> = {};
  for await (const line of createInterface(child.stdout)) {
    const [, name, value] = /^export (AWS_\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) environment[name] = value;
    if (line.startsWith("Ctrl-C")) break;
  }
  if (environment["AWS_ENDPOINT_URL_CHIME"] === undefined) throw new Error("the local server ended before it listened");
  child.stdout.resume();
  const startSeconds = (performance.now() - started) / 1000;
  return { environment, startSeconds, taken: () => takenBy(child.pid ?? 0), stop: () => child.kill("SIGINT") };
}
