import type { Session } from "../lifecycle/session";

/** How a process ends that is interrupted. */
const INTERRUPTED = 130;

/**
 * Leaves with the other processes of the run what only this one knows, once the engine ends it. It interrupts the process, on
 * Windows by a break, waits some seconds for its end, and goes on with the run only then.
 */
export function leaveWhenEnded(leave: Session["leave"]): void {
  const end = (): never => process.exit(INTERRUPTED);
  for (const signal of ["SIGINT", "SIGBREAK"]) process.once(signal, () => leave().then(end, end));
}
