import { LicenseType } from "../../model/licenseType";
import type { ResourceName } from "../../model/typeToken";
import type { Documentation } from "./documentation";

/** A property, or a type, as Pulumi's package schema has it. */
export type Spec = Readonly<Record<string, unknown>>;

const TEXT: Spec = { type: "string" };

/** A type of this package. */
export function refTo(name: string): Spec {
  return { $ref: `#/types/chime:index:${name}` };
}

function enumRef(name: string): Spec {
  return { type: "string", ...refTo(name) };
}

const BOTH: Readonly<Record<string, Spec>> = {
  accountId: TEXT,
  maxChanges: { oneOf: [{ type: "number" }, TEXT] },
  missingUsers: enumRef("MissingUsers"),
  protectedUsers: { type: "array", items: TEXT },
};

/** What each argument of a resource may be. */
export const ARGUMENT_TYPES: Readonly<Record<ResourceName, Readonly<Record<string, Spec>>>> = {
  UserSuspensionSet: {
    ...BOTH,
    users: { type: "array", items: { oneOf: [TEXT, refTo("SuspensionEntry")] } },
    exclusive: { type: "boolean" },
    onRemoval: enumRef("SuspensionRemoval"),
    teamAccount: enumRef("TeamAccount"),
  },
  UserLicenseAssignment: {
    ...BOTH,
    // A text and not the words: of a choice between words and an object the generator for Go takes the words alone.
    licenses: { type: "object", additionalProperties: { oneOf: [TEXT, refTo("LicenseEntry")] } },
    onRemoval: enumRef("LicenseRemoval"),
  },
};

/** Those without which there is no resource. */
export const REQUIRED_ARGUMENTS: Readonly<Record<ResourceName, readonly string[]>> = {
  UserSuspensionSet: ["accountId", "users"],
  UserLicenseAssignment: ["accountId", "licenses"],
};

/** The words that an argument may be, by the type of this package that has them. */
export const WORDS: Readonly<Record<string, { readonly words: readonly string[]; readonly what: string }>> = {
  LicenseType: { words: Object.values(LicenseType), what: "A license of the service." },
  MissingUsers: { words: ["fail", "warn"], what: "What to do about a listed user whom the account does not have." },
  SuspensionRemoval: {
    words: ["restore", "unsuspend", "retain"],
    what: "What happens to a user who leaves a suspension set.",
  },
  LicenseRemoval: {
    words: ["restore", "retain", ...Object.values(LicenseType)],
    what: "What happens to a user who leaves a license assignment.",
  },
  TeamAccount: {
    words: ["refuse", "disassociate"],
    what: "What to do on a Team account, where suspending removes users.",
  },
};

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const TIMES = ["from", "until", "reason"];

function entryType(name: string, member: string, type: Spec, documentation: Documentation): Spec {
  const times = TIMES.map((time) => [time, { ...TEXT, description: documentation(`EntryTime.${time}`) }]);
  const own = { ...type, description: documentation(`${name}.${member}`) };
  const what = `${documentation(name)}\n\n${documentation("EntryTime")}`;
  return {
    type: "object",
    description: what,
    properties: { [member]: own, ...Object.fromEntries(times) },
    required: [member],
  };
}

/** The types that arguments refer to. */
export function argumentTypes(documentation: Documentation): Record<string, Spec> {
  const words = Object.entries(WORDS).map(([name, { words: values, what }]): [string, Spec] => [
    `chime:index:${name}`,
    { type: "string", description: what, enum: values.map((value) => ({ name: capitalize(value), value })) },
  ]);
  return {
    ...Object.fromEntries(words),
    "chime:index:SuspensionEntry": entryType("SuspensionEntry", "user", TEXT, documentation),
    "chime:index:LicenseEntry": entryType("LicenseEntry", "license", enumRef("LicenseType"), documentation),
  };
}

/** The arguments of a resource, each with its docstring. */
export function argumentSpecs(resource: ResourceName, documentation: Documentation): Record<string, Spec> {
  const specs = Object.entries(ARGUMENT_TYPES[resource]).map(([name, type]): [string, Spec] => [
    name,
    { ...type, description: documentation(`${resource}Args.${name}`) },
  ]);
  return Object.fromEntries(specs);
}
