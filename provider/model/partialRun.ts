import { readFileSync } from "node:fs";

/** The options of the CLI by which a run is for some resources alone. */
const PARTIAL = /^(?:--(?:target|exclude)(?:-|=|$)|-t)/;

/**
 * Whether the run is for a part of the stack alone, by what the CLI was called with that has started this process: Pulumi tells no provider.
 * False where the system does not tell that either, as outside Linux.
 */
export function isPartialRun(parent: number = process.ppid): boolean {
  try {
    return readFileSync(`/proc/${parent}/cmdline`, "utf8")
      .split("\0")
      .some((argument) => PARTIAL.test(argument));
  } catch {
    return false;
  }
}
