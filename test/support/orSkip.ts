import type { Context } from "mocha";
import type { Miss } from "./pulumi/engine";

/**
 * Says in the test's own name that it was not run, and why, where this machine can't have what it needs. In CI it
 * fails, but for what a machine may be without there too.
 */
export function orSkip(context: Context, miss: Miss | undefined, { inCi = false } = {}): void {
  if (miss === undefined) return;
  const why = `not run: ${miss.way}: ${miss.why}`;
  if (process.env["CI"] && !inCi) throw new Error(why);
  context.runnable().title += ` (${why})`;
}
