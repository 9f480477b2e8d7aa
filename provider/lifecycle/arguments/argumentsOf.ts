import type * as v from "valibot";
import type { ResourceName } from "../../model/typeToken";
import { LISTINGS, type ListingOf } from "./listings";
import { ROWS } from "./table";

/** An argument of one resource, as far as its check goes. */
export interface Checked {
  readonly schema: v.GenericSchema;
  readonly required: boolean;
  asWritten(given: unknown, old: unknown): unknown;
  toJudge(written: unknown, old: unknown): unknown;
}

/** The arguments of a resource and how each is checked; an argument that is not here does not exist. */
export function argumentsOf<R extends ResourceName>(resource: R, listing: ListingOf[R]): ReadonlyMap<string, Checked> {
  const all = new Map<string, Checked>();
  for (const [name, { schemas, required = false, asWritten = (given: unknown) => given }] of ROWS) {
    const schema = schemas[resource];
    if (schema) all.set(name, { schema, required, asWritten, toJudge: (written) => written });
  }
  return all.set(listing, { ...LISTINGS[listing], required: true });
}
