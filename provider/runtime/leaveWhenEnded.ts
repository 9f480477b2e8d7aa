import type { Session } from "../lifecycle/session";
import { engineAt, onceEnded } from "../model/engineEnd";

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

/**
 * Ends this process once the engine has ended that has started it, as one does that is killed. Nobody would write down what it
 * does from then on, and the next run would not know of it.
 */
export function endWithEngine(engineAddress: string | undefined): void {
  if (engineAddress !== undefined) onceEnded(engineAt(engineAddress), () => process.exit(INTERRUPTED));
}
