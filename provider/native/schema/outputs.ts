import type { ResourceName } from "../../model/resourceName";
import { refTo, type Spec } from "./arguments";
import type { Documentation } from "./documentation";

const TEXT: Spec = { type: "string" };

/** What the classes for TypeScript make of `before` alone, and the schema has to say itself. */
const BEFORE: Readonly<Record<ResourceName, string>> = {
  UserSuspensionSet:
    'What users were before this resource first suspended them: "active", or "found" for those whom it found suspended, and who stay so with onRemoval "restore".',
  UserLicenseAssignment:
    'The license that users had before this resource first set one, "none" where the service told of none, or "found" for those who had it already.',
};

const BOOKKEEPING =
  "What the provider keeps for itself, such as who was not as declared at the last refresh. Not for programs: what is in it changes with versions.";

/** The outputs of a resource that are no arguments, or differ from the argument of that name. */
export function outputSpecs(resource: ResourceName, documentation: Documentation): Record<string, Spec> {
  const documented = (name: string): Spec => ({ description: documentation(`Native${resource}.${name}`) });
  return {
    accountId: { ...TEXT, ...documented("accountId") },
    userIds: { type: "object", additionalProperties: TEXT, ...documented("userIds") },
    before: { ...refTo("Before"), description: BEFORE[resource] },
    missingUsers: { type: "array", items: TEXT, ...documented("missingUsers") },
    failures: { type: "array", items: refTo("UserFailure"), ...documented("failures") },
    nextChange: { ...TEXT, ...documented("nextChange") },
    bookkeeping: { type: "object", additionalProperties: { $ref: "pulumi.json#/Any" }, description: BOOKKEEPING },
  };
}

/** The types that outputs refer to. */
export function outputTypes(documentation: Documentation): Record<string, Spec> {
  const members = ["user", "userId", "code", "message"];
  return {
    "chime:index:UserFailure": {
      type: "object",
      description: documentation("UserFailure"),
      properties: Object.fromEntries(
        members.map((name) => [name, { ...TEXT, description: documentation(`UserFailure.${name}`) }]),
      ),
      required: members,
    },
    "chime:index:Before": {
      type: "object",
      description: "What users had before a resource first changed them, said once for most of them.",
      properties: {
        most: { ...TEXT, description: "What everybody had whom `others` does not name." },
        others: {
          type: "object",
          additionalProperties: { type: "array", items: TEXT },
          description: "The users who had something else, by what that was. Absent where there are none.",
        },
      },
      required: ["most"],
    },
  };
}
