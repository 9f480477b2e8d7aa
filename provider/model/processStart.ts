import { readFileSync } from "node:fs";

/** Where state and start stand among the fields behind a process's name, which may itself have spaces and brackets. */
const STATE_FIELD = 0;
const START_FIELD = 19;

/** What has ended and waits for its parent to take notice: it has a number still, and does nothing any more. */
const ENDED = ["Z", "X"];

/** What the system says of a process; undefined where it says nothing, outside Linux, or has no such process. */
function fieldsOf(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

/**
 * When a process began, in the system's own count since it was started itself: numbers of processes come again, a number and a
 * start do not, however the clock is set. Undefined where the system has no such file: outside Linux.
 * {@link https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html}
 */
export function processStart(pid: number): string | undefined {
  return fieldsOf(pid)?.[START_FIELD];
}

function hasNumber(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether a process is at work that had this number and began then. Without a start the number has to do. */
export function isRunning(pid: number, start: string | undefined): boolean {
  const fields = fieldsOf(pid);
  if (fields === undefined) return start === undefined && hasNumber(pid);
  return !ENDED.includes(fields[STATE_FIELD] ?? "") && (start === undefined || fields[START_FIELD] === start);
}
