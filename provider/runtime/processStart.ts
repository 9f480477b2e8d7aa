import { readFileSync } from "node:fs";

/** The unit of a process's start in /proc, which Linux fixes for programs whatever its own clock does. */
const TICKS_PER_SECOND = 100;

/** Where the start stands among the fields behind a process's name, which may itself have spaces and brackets. */
const START_FIELD = 19;

/**
 * When a process began, in milliseconds since 1970, a second more or less. Undefined where the system has no such file:
 * outside Linux. {@link https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html}
 */
export function processStart(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const ticks = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[START_FIELD]);
    const boot = Number(/^btime (\d+)$/m.exec(readFileSync("/proc/stat", "utf8"))?.[1]);
    const start = boot * 1000 + (ticks / TICKS_PER_SECOND) * 1000;
    return Number.isFinite(start) ? start : undefined;
  } catch {
    return undefined;
  }
}
