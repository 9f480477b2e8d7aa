import { isDeepStrictEqual } from "node:util";
import type { ListingName } from "../../model/resourceName";
import { SUSPENDED } from "../../model/standing";
import { isRecord, listFromMap } from "./record";
import type { ListingShape } from "./shape";
import { LICENSE_TYPE } from "./words";

/** An argument that lists users: who is listed and what each is to have is the declaration's `desired`. */
export interface Listing {
  readonly shape: ListingShape;
  /** Whether it says what each user is to have, as a map does, and not only who is meant. */
  readonly saysValues: boolean;
  /** Takes apart what check made of it last time, which `ignoreChanges` and `pulumi import` hand in again. */
  asWritten(given: unknown, old: unknown): unknown;
  /** What of it the schema has to judge. */
  toJudge(written: unknown, old: unknown): unknown;
}

/** Leaves out what a refresh put into the old inputs and `ignoreChanges` hands back: it need not be one of the words. */
function withoutKept(value: unknown, old: unknown): unknown {
  if (!isRecord(value)) return value;
  const kept = isRecord(old) ? old : {};
  return Object.fromEntries(Object.entries(value).filter(([key, entry]) => !isDeepStrictEqual(entry, kept[key])));
}

function listed(shape: ListingShape): Listing {
  if (shape.type === "map") return { shape, saysValues: true, asWritten: (given) => given, toJudge: withoutKept };
  return {
    shape,
    saysValues: false,
    asWritten: (given, old) => listFromMap(given, old, shape.value),
    toJudge: (written) => written,
  };
}

/** The argument that lists users, one for each resource. */
export const LISTINGS: Readonly<Record<ListingName, Listing>> = {
  users: listed({ type: "list", entry: "SuspensionEntry", member: "user", value: SUSPENDED }),
  licenses: listed({ type: "map", entry: "LicenseEntry", member: "license", value: LICENSE_TYPE, example: "Pro" }),
};
