import { listNames } from "../model/names";
import type { Work } from "./context";
import { describeResource } from "./describeResource";

/** Says why a resource is updated though nobody changes: what was in clear so far is kept encrypted from now on. */
export function tellSecrecy({ kind, session, urn }: Work, names: readonly string[]): void {
  if (names.length === 0) return;
  const text = `secret from now on, and written to the state anew: ${listNames(names)}. Nobody changes by that.`;
  session.report.info(`${describeResource(kind, urn)}: ${text}`, urn);
}
