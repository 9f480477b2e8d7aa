import * as v from "valibot";
import { whyNotId, whyNotName } from "../../model/id";
import { LicenseType } from "../../model/licenseType";
import { entrySchema } from "./entrySchema";
import { expected, orUnknown, textSchema } from "./texts";

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

const user = textSchema("a user ID or an email address", whyNotUser);
export function oneOf(...values: readonly string[]): v.GenericSchema {
  return v.picklist(values, expected(`one of ${values.map((value) => `"${value}"`).join(", ")}`));
}

export const trueOrFalse: v.GenericSchema = v.boolean(expected("true or false"));

export const accountId: v.GenericSchema = textSchema("the ID of a Chime account", whyNotId);

/** A list of users by name alone. */
export const nameList: v.GenericSchema = v.array(orUnknown(user), expected("a list of users"));

/** A list of users, each by name or with the time in which the entry counts. */
export const userList: v.GenericSchema = v.array(entrySchema("user", user), expected("a list of users"));

const license = oneOf(...Object.values(LicenseType));

export const licenseMap: v.GenericSchema = v.pipe(
  v.custom<object>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    expected('a map from user to license, such as {"jane@example.com": "Pro"}'),
  ),
  // Not a record, which passes over keys such as "constructor" unseen.
  v.transform((map) => new Map<unknown, unknown>(Object.entries(map))),
  v.map(user, entrySchema("license", license)),
);

export const changesLimit: v.GenericSchema = v.custom<number | string>(
  (value) => (typeof value === "string" ? isShare(value) : Number.isSafeInteger(value) && Number(value) >= 0),
  expected('a whole number of users, 0 or more, or a share such as "10%" (above 0%, at most 100%)'),
);
