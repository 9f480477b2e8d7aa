import type * as v from "valibot";
import { LISTING_OF, type ResourceName } from "../../model/resourceName";
import { LISTINGS } from "./listings";
import { schemaOf } from "./schemas";
import type { Shape } from "./shape";
import { ROWS } from "./table";

/** An argument of one resource, as far as its check goes. */
export interface Checked {
  readonly shape: Shape;
  readonly schema: v.GenericSchema;
  readonly required: boolean;
  asWritten(given: unknown, old: unknown): unknown;
  toJudge(written: unknown, old: unknown): unknown;
}

/** The arguments of a resource and how each is checked; an argument that is not here does not exist. */
export function argumentsOf(resource: ResourceName): ReadonlyMap<string, Checked> {
  const all = new Map<string, Checked>();
  for (const [name, { shapes, required = false, asWritten = (given: unknown) => given }] of ROWS) {
    const shape = shapes[resource];
    if (shape) all.set(name, { shape, schema: schemaOf(shape), required, asWritten, toJudge: (written) => written });
  }
  const listing = LISTING_OF[resource];
  const { shape, ...form } = LISTINGS[listing];
  return all.set(listing, { ...form, shape, schema: schemaOf(shape), required: true });
}
