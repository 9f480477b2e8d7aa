import { RESOURCE_NAMES } from "../../model/resourceName";
import { toUserKey, type UserKey } from "../../model/userKey";
import { type Argument, choice, type NamingArgument, plain, type Row } from "./argument";
import { listFromMap, recordOf } from "./record";
import { everywhere } from "./shape";
import { LICENSE_REMOVAL, MISSING_USERS, SUSPENSION_REMOVAL, TEAM_ACCOUNT } from "./words";

const account: NamingArgument<string> = {
  ...plain<string>({
    shapes: everywhere({ type: "accountId" }),
    fallback: "",
    decode: (stored) => String(stored ?? ""),
  }),
  required: true,
  onChange: "replace",
  encode: (value) => value,
  textsOf: (value) => [value],
};

/** The mark of each protected user in inputs and state, where the list is a map. */
const PROTECTED = "protected";

const guarded: NamingArgument<ReadonlySet<UserKey>> = {
  shapes: everywhere({ type: "names" }),
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
    shapes: { UserSuspensionSet: { type: "flag" } },
    fallback: false,
    decode: (stored) => stored === true,
  }),
  onRemoval: plain({
    shapes: {
      UserSuspensionSet: { type: "word", of: SUSPENSION_REMOVAL },
      UserLicenseAssignment: { type: "word", of: LICENSE_REMOVAL },
    },
    fallback: "restore",
    decode: (stored) => String(stored ?? "restore"),
  }),
  missingUsers: choice(MISSING_USERS, RESOURCE_NAMES),
  teamAccount: choice(TEAM_ACCOUNT, ["UserSuspensionSet"]),
  maxChanges: plain({
    shapes: everywhere({ type: "limit" }),
    fallback: undefined,
    decode: (stored) => (typeof stored === "number" || typeof stored === "string" ? stored : undefined),
  }),
  protectedUsers: guarded,
};

const rows: Readonly<Record<keyof Arguments, Row>> = ARGUMENTS;

/** The same for whoever treats all of them alike. */
export const ROWS: readonly (readonly [keyof Arguments, Row])[] = Object.entries(rows) as [keyof Arguments, Row][];
