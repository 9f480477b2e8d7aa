import type { Session } from "../../lifecycle/session";
import { Arrivals } from "./arrivals";
import { CheckedClaims } from "./checkedClaims";
import { type PreviewParts, Previews } from "./previews";
import type { Compared } from "./replacement";

/** What one process shares between the resources of both kinds. */
export interface NativeProcess {
  readonly session: Session;
  readonly arrivals: Arrivals;
  readonly claims: CheckedClaims;
  readonly previews: Previews;
  /** The URNs of the resources that the program has declared so far in this run, and declared rightly. */
  readonly checked: Set<string>;
  /** The resources of the program that the engine has asked to compare, by URN: one that is made all the same takes the place of that. */
  readonly compared: Map<string, Compared>;
  /** Once aborted nothing more is sent; what is under way ends, and what was done is in the state. */
  readonly signal: AbortSignal;
  /** Takes whether the run is a preview, whose words the update does not say again. */
  noteRun(isPreview: boolean): void;
  /** Whether plain previews are to see drift. */
  detectsDrift(): boolean;
}

/** What a process is told of its run, and what it says to the engine. */
export interface Run extends Pick<NativeProcess, "noteRun" | "detectsDrift">, Pick<PreviewParts, "tellError"> {}

/** What a new process begins with. */
export function openProcess(session: Session, signal: AbortSignal, run: Run): NativeProcess {
  const { clock } = session;
  const arrivals = new Arrivals(clock);
  const previews = new Previews({
    clock,
    signal,
    lastArrival: () => arrivals.last,
    tellError: (error, urn) => run.tellError(error, urn),
  });
  return {
    session,
    arrivals,
    claims: new CheckedClaims(session.programClaims),
    checked: new Set(),
    compared: new Map(),
    previews,
    signal,
    detectsDrift: () => run.detectsDrift(),
    noteRun(isPreview) {
      previews.noteRun(isPreview);
      run.noteRun(isPreview);
    },
  };
}
