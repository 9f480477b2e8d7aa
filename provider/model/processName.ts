import { namespaceOf } from "./namespace";
import { isRunning, processStart } from "./processStart";

const NAMESPACE = namespaceOf("pid");

/** How a file is named by its process: where the number counts, the number, and the start, as far as the system tells them. */
export function nameOfProcess(): string {
  const start = processStart(process.pid);
  return [
    ...(NAMESPACE === undefined ? [] : [`n${NAMESPACE}`]),
    process.pid,
    ...(start === undefined ? [] : [start]),
  ].join("-");
}

interface NamedProcess {
  readonly isHere: boolean;
  readonly isRunning: boolean;
}

function find(name: string): NamedProcess {
  const [, among, pid, start] = /^(?:n(\d+)-)?(\d+)(?:-(\d+))?$/.exec(name) ?? [];
  const isHere = pid !== undefined && among === NAMESPACE;
  return { isHere, isRunning: isHere && isRunning(Number(pid), start) };
}

/** Whether the process is at work by which a file is named: only that one has written it. */
export function isAtWork(name: string): boolean {
  return find(name).isRunning;
}

/** Whether that process has ended; of those of another container nobody knows. */
export function isOver(name: string): boolean {
  const { isHere, isRunning } = find(name);
  return isHere && !isRunning;
}
