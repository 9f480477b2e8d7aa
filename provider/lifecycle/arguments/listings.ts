import type * as v from "valibot";
import { SUSPENDED } from "../../model/standing";
import { isRecord, listFromMap } from "./record";
import { licenseMap, userList } from "./schemas";

/** Which argument of a resource lists its users. */
export interface ListingOf {
  readonly UserSuspensionSet: "users";
  readonly UserLicenseAssignment: "licenses";
}

export type ListingName = ListingOf[keyof ListingOf];

/** An argument that lists users: who is listed and what each is to have is the declaration's `desired`. */
export interface Listing {
  readonly schema: v.GenericSchema;
  /** Whether it says what each user is to have, as a map does, and not only who is meant. */
  readonly saysValues: boolean;
  /** Takes apart what check made of it last time, which `ignoreChanges` and `pulumi import` hand in again. */
  asWritten(given: unknown, old: unknown): unknown;
  /** What of it the schema has to judge. */
  toJudge(written: unknown, old: unknown): unknown;
}

/** Leaves out what a refresh put into the old inputs and `ignoreChanges` hands back: it need not be a license. */
function withoutKept(value: unknown, old: unknown): unknown {
  if (!isRecord(value)) return value;
  const kept = isRecord(old) ? old : {};
  return Object.fromEntries(Object.entries(value).filter(([key, license]) => license !== kept[key]));
}

/** The argument that lists users, one for each resource. */
export const LISTINGS: Readonly<Record<ListingName, Listing>> = {
  users: {
    schema: userList,
    saysValues: false,
    asWritten: (given, old) => listFromMap(given, old, SUSPENDED),
    toJudge: (written) => written,
  },
  licenses: { schema: licenseMap, saysValues: true, asWritten: (given) => given, toJudge: withoutKept },
};
