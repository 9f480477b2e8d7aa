import type { Session } from "../../lifecycle/session";
import { Arrivals } from "./arrivals";
import { CheckedClaims } from "./checkedClaims";

/** What one process shares between the resources of both kinds. */
export interface NativeProcess {
  readonly session: Session;
  readonly arrivals: Arrivals;
  readonly claims: CheckedClaims;
  /** Once aborted nothing more is sent; what is under way ends, and what was done is in the state. */
  readonly signal: AbortSignal;
  /** Takes whether the run is a preview, whose words the update does not say again. */
  noteRun(isPreview: boolean): void;
}

/** What a new process begins with. */
export function openProcess(session: Session, signal: AbortSignal, run: Pick<NativeProcess, "noteRun">): NativeProcess {
  return {
    session,
    arrivals: new Arrivals(session.clock),
    claims: new CheckedClaims(session.programClaims),
    signal,
    noteRun: (isPreview) => run.noteRun(isPreview),
  };
}
