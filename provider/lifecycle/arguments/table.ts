import type * as v from "valibot";
import { LicenseType } from "../../model/licenseType";
import type { ResourceName } from "../../model/typeToken";
import { toUserKey, type UserKey } from "../../model/userKey";
import { type Argument, type NamingArgument, oneWord, plain, type Row } from "./argument";
import { listFromMap, recordOf } from "./record";
import { accountId, changesLimit, nameList, oneOf, trueOrFalse } from "./schemas";

/** The same for both resources. */
function both(schema: v.GenericSchema): Readonly<Record<ResourceName, v.GenericSchema>> {
  return { UserSuspensionSet: schema, UserLicenseAssignment: schema };
}

const account: NamingArgument<string> = {
  ...plain<string>({ schemas: both(accountId), fallback: "", decode: (stored) => String(stored ?? "") }),
  required: true,
  onChange: "replace",
  encode: (value) => value,
  textsOf: (value) => [value],
};

/** The mark of each protected user in inputs and state, where the list is a map. */
const PROTECTED = "protected";

const guarded: NamingArgument<ReadonlySet<UserKey>> = {
  schemas: both(nameList),
  fallback: new Set(),
  onChange: "update",
  asWritten: (given, old) => listFromMap(given, old, PROTECTED),
  parse(given) {
    const names = Array.isArray(given) ? given.filter((user) => typeof user === "string") : [];
    return new Set(names.map((user) => toUserKey(user)));
  },
  encode: (users) => (users.size === 0 ? undefined : Object.fromEntries([...users].map((key) => [key, PROTECTED]))),
  decode: (stored) => new Set(Object.keys(recordOf(stored))),
  equal: (one, other) => one.size === other.size && [...one].every((key) => other.has(key)),
  textsOf: (users) => users,
};

/** The values of the arguments, and which resource has those that only one has. */
export interface Arguments {
  readonly accountId: NamingArgument<string>;
  readonly exclusive: Argument<boolean, "UserSuspensionSet">;
  readonly onRemoval: Argument<string>;
  readonly missingUsers: Argument<"fail" | "warn">;
  readonly teamAccount: Argument<"refuse" | "disassociate", "UserSuspensionSet">;
  readonly maxChanges: Argument<number | string | undefined>;
  readonly protectedUsers: NamingArgument<ReadonlySet<UserKey>>;
}

/**
 * The arguments, one a row, but for those that list the users (see `listings.ts`). Whatever checks, stores, compares or
 * hides arguments goes through here, so that there is no other place where one could be forgotten.
 */
const ARGUMENTS: Arguments = {
  accountId: account,
  exclusive: plain({
    schemas: { UserSuspensionSet: trueOrFalse },
    fallback: false,
    decode: (stored) => stored === true,
  }),
  onRemoval: plain({
    schemas: {
      UserSuspensionSet: oneOf("restore", "unsuspend", "retain"),
      UserLicenseAssignment: oneOf("restore", "retain", ...Object.values(LicenseType)),
    },
    fallback: "restore",
    decode: (stored) => String(stored ?? "restore"),
  }),
  missingUsers: plain({
    schemas: both(oneOf("fail", "warn")),
    fallback: "fail",
    decode: oneWord("fail", "warn"),
  }),
  teamAccount: plain({
    schemas: { UserSuspensionSet: oneOf("refuse", "disassociate") },
    fallback: "refuse",
    decode: oneWord("refuse", "disassociate"),
  }),
  maxChanges: plain({
    schemas: both(changesLimit),
    fallback: undefined,
    decode: (stored) => (typeof stored === "number" || typeof stored === "string" ? stored : undefined),
  }),
  protectedUsers: guarded,
};

const rows: Readonly<Record<keyof Arguments, Row>> = ARGUMENTS;

/** The same for whoever treats all of them alike. */
export const ROWS: readonly (readonly [keyof Arguments, Row])[] = Object.entries(rows) as [keyof Arguments, Row][];
