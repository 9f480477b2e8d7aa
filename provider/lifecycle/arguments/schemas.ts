import * as v from "valibot";
import { whyNotId, whyNotName } from "../../model/id";
import { LicenseType } from "../../model/licenseType";
import { shorten } from "../../model/names";
import { UNKNOWN } from "../../model/unknown";

const SHARE = /^\d+(\.\d+)?%$/;

/** Why a text can't name a user in a program; undefined where it can. */
export function whyNotUser(text: string): string | undefined {
  // JavaScript objects, in which Pulumi keeps its maps, can't have it as a key.
  if (text.trim() === "__proto__") return "can't be a key of a map";
  return text.includes("@") ? whyNotName(text) : whyNotId(text);
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

const user = nameSchema("a user ID or an email address", whyNotUser);
const unknown = v.custom<typeof UNKNOWN>((value) => value === UNKNOWN);

/** Either what the schema takes or an output that is not known yet. */
function orUnknown(schema: v.GenericSchema): v.GenericSchema {
  return v.lazy((input) => (input === UNKNOWN ? unknown : schema));
}

export function oneOf(...values: readonly string[]): v.GenericSchema {
  return v.picklist(values, expected(`one of ${values.map((value) => `"${value}"`).join(", ")}`));
}

export const trueOrFalse: v.GenericSchema = v.boolean(expected("true or false"));

export const accountId: v.GenericSchema = nameSchema("the ID of a Chime account", whyNotId);

export const userList: v.GenericSchema = v.array(orUnknown(user), expected("a list of users"));

export const licenseMap: v.GenericSchema = v.pipe(
  v.custom<object>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    expected('a map from user to license, such as {"jane@example.com": "Pro"}'),
  ),
  // Not a record, which passes over keys such as "constructor" unseen.
  v.transform((map) => new Map<unknown, unknown>(Object.entries(map))),
  v.map(user, orUnknown(oneOf(...Object.values(LicenseType)))),
);

export const changesLimit: v.GenericSchema = v.custom<number | string>(
  (value) => (typeof value === "string" ? isShare(value) : Number.isSafeInteger(value) && Number(value) >= 0),
  expected('a whole number of users, 0 or more, or a share such as "10%" (above 0%, at most 100%)'),
);
