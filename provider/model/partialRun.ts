import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The options of the CLI by which a run is for some resources alone. */
const PARTIAL = /^(?:--(?:target|exclude)(?:-|=|$)|-t)/;
const LONGEST_PS_MS = 2_000;
const byProcess = new Map<number, boolean>();

/** What a process was called with: Linux has it in a file, the other systems but Windows tell it by `ps`. */
function argumentsOf(pid: number, directory: string): string[] {
  try {
    return readFileSync(`${directory}/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return process.platform === "win32" ? [] : askPs(pid);
  }
}

function askPs(pid: number): string[] {
  try {
    const options = { encoding: "utf8", stdio: "pipe", timeout: LONGEST_PS_MS } as const;
    return execFileSync("ps", ["-o", "args=", "-p", String(pid)], options).split(/\s+/);
  } catch {
    return [];
  }
}

/**
 * Whether the run is for a part of the stack alone, by what the CLI was called with that has started this process: Pulumi tells no provider.
 * False where the system does not tell that either, as on Windows.
 */
export function isPartialRun(parent: number = process.ppid, directory: string = "/proc"): boolean {
  const known = byProcess.get(parent) ?? argumentsOf(parent, directory).some((argument) => PARTIAL.test(argument));
  byProcess.set(parent, known);
  return known;
}
