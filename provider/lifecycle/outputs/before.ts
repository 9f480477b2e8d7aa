import type { Holding } from "../../model/holding";
import { PREEXISTING } from "../../model/standing";
import type { UserKey } from "../../model/userKey";
import { isRecord, recordOf } from "../arguments/record";

/**
 * What users had before a resource first set something. Most had the same, so that the others alone are named: `most` is
 * for everybody whom `others` does not have.
 */
export interface Before {
  /** A standing, a license, or `found`: as declared when first seen here. */
  readonly most: string;
  /** The users who had something else, by what that was. */
  readonly others?: Readonly<Record<string, readonly UserKey[]>>;
}

/** What is found in a holding without a `before` is written as `found`. */
export function encodeBefore(holdings: ReadonlyMap<UserKey, Holding>): Before {
  const groups = [...Map.groupBy(holdings, ([, { before = PREEXISTING }]) => before)];
  groups.sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
  const [first, ...rest] = groups.map(([before, users]) => [before, users.map(([key]) => key).sort()] as const);
  if (first === undefined) return { most: PREEXISTING };
  return { most: first[0], ...(rest.length === 0 ? {} : { others: Object.fromEntries(rest) }) };
}

/** Reads what `encodeBefore` wrote: what a user had, undefined for a user who was found as declared. */
export function decodeBefore(stored: unknown): (key: UserKey) => string | undefined {
  const { most, others } = recordOf(stored);
  const exceptions = new Map<UserKey, string>();
  for (const [before, users] of Object.entries(isRecord(others) ? others : {})) {
    if (Array.isArray(users)) for (const user of users) exceptions.set(String(user), before);
  }
  const usual = typeof most === "string" ? most : PREEXISTING;
  return (key) => {
    const before = exceptions.get(key) ?? usual;
    return before === PREEXISTING ? undefined : before;
  };
}
