import * as v from "valibot";
import { LicenseType } from "../model/licenseType";
import { shorten } from "../model/names";
import { UNKNOWN } from "../model/unknown";
import type { Kind } from "./kind";

/** No ID or address is longer; RFC 5321 allows an address 254 characters. */
const MAX_NAME_CHARACTERS = 1024;
const SHARE = /^\d+(\.\d+)?%$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** Why a text can't be a user or account ID; undefined where it can. The ID becomes a part of the URL's path. */
function whyNotId(text: string): string | undefined {
  if (text.trim() === "") return "is blank";
  if (text.length > MAX_NAME_CHARACTERS) return `is longer than ${MAX_NAME_CHARACTERS} characters`;
  if (CONTROL.test(text)) return "has a control character";
  if (/[/?#%]/.test(text)) return "has one of / ? # %";
  if (text.trim() === "." || text.trim() === "..") return "would change the path of the request";
  // JavaScript objects, in which Pulumi keeps its maps, can't have it as a key.
  if (text.trim() === "__proto__") return "can't be a key of a map";
  return undefined;
}

/** Why a text can't name a user in a program; undefined where it can. */
export function whyNotUser(text: string): string | undefined {
  if (!text.includes("@")) return whyNotId(text);
  if (text.length > MAX_NAME_CHARACTERS) return `is longer than ${MAX_NAME_CHARACTERS} characters`;
  return CONTROL.test(text) ? "has a control character" : undefined;
}

function isShare(text: string): boolean {
  const share = Number.parseFloat(text);
  return SHARE.test(text) && share > 0 && share <= 100;
}

/** Wants `expected`, says what came instead. */
function expected(what: string): (issue: v.BaseIssue<unknown>) => string {
  return (issue) => `expected ${what}, got ${shorten(issue.input)}`;
}

/** A text that `why` finds nothing against. */
function nameSchema(what: string, why: (text: string) => string | undefined): v.GenericSchema<string> {
  return v.pipe(
    v.string(expected(what)),
    v.check(
      (text) => why(text) === undefined,
      (issue) => `expected ${what}; ${shorten(issue.input)} ${why(issue.input)}`,
    ),
  );
}

const USER = "a user ID or an email address";
const user = nameSchema(USER, whyNotUser);
const unknown = v.custom<typeof UNKNOWN>((value) => value === UNKNOWN);

/** Either what the schema takes or an output that is not known yet. */
function orUnknown(schema: v.GenericSchema): v.GenericSchema {
  return v.lazy((input) => (input === UNKNOWN ? unknown : schema));
}

function oneOf(...values: readonly string[]): v.GenericSchema {
  return v.picklist(values, expected(`one of ${values.map((value) => `"${value}"`).join(", ")}`));
}

const licenses = Object.values(LicenseType);
const userList = v.array(orUnknown(user), expected("a list of users"));

const accountId: v.GenericSchema = nameSchema("the ID of a Chime account", whyNotId);
const maxChanges = v.custom<number | string>(
  (value) => (typeof value === "string" ? isShare(value) : Number.isSafeInteger(value) && Number(value) >= 0),
  expected('a whole number of users, 0 or more, or a share such as "10%" (above 0%, at most 100%)'),
);

const common: Readonly<Record<string, v.GenericSchema>> = {
  accountId,
  maxChanges,
  missingUsers: oneOf("fail", "warn"),
  protectedUsers: userList,
};

/** What each argument of each kind has to look like; an argument that is not here does not exist. */
export const SCHEMAS: Readonly<Record<Kind["resource"], Readonly<Record<string, v.GenericSchema>>>> = {
  UserSuspensionSet: {
    ...common,
    users: userList,
    exclusive: v.boolean(expected("true or false")),
    onRemoval: oneOf("restore", "unsuspend", "retain"),
    teamAccount: oneOf("refuse", "disassociate"),
  },
  UserLicenseAssignment: {
    ...common,
    licenses: v.pipe(
      v.custom<object>(
        (value) => typeof value === "object" && value !== null && !Array.isArray(value),
        expected('a map from user to license, such as {"jane@example.com": "Pro"}'),
      ),
      // Not a record, which passes over keys such as "constructor" unseen.
      v.transform((map) => new Map<unknown, unknown>(Object.entries(map))),
      v.map(user, orUnknown(oneOf(...licenses))),
    ),
    onRemoval: oneOf("restore", "retain", ...licenses),
  },
};

/** The arguments without which there is nothing to do. */
export const REQUIRED: Readonly<Record<Kind["resource"], readonly string[]>> = {
  UserSuspensionSet: ["accountId", "users"],
  UserLicenseAssignment: ["accountId", "licenses"],
};
