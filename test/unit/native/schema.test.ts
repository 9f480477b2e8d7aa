import { deepEqual, equal, ok } from "node:assert/strict";
import { join } from "node:path";
import * as v from "valibot";
import { ALL_KINDS } from "../../../provider/lifecycle/kinds";
import { NATIVE_SETTING_NAMES } from "../../../provider/model/settingNames";
import { packageSchema } from "../../../provider/native/schema/packageSchema";
import { SETTING_TYPES } from "../../../provider/native/schema/settings";
import { MADE_OF_NAMES } from "../../../provider/native/state/outputs";
import { readDocstrings } from "../../../scripts/build/docstrings";

const FACTS = { version: "1.2.3", description: "d", license: "Apache-2.0", keywords: [] };

interface Spec {
  readonly type?: string;
  readonly $ref?: string;
  readonly enum?: readonly { readonly value: string }[];
  readonly items?: Spec;
  readonly additionalProperties?: Spec;
  readonly oneOf?: readonly Spec[];
}

interface ResourceSpec {
  readonly inputProperties: Readonly<Record<string, Spec>>;
  readonly requiredInputs: readonly string[];
  readonly properties: object;
  readonly aliases: unknown;
}

const SCHEMA = packageSchema(FACTS, readDocstrings(join(__dirname, "..", "..", "..", "provider"))) as unknown as {
  readonly types: Readonly<Record<string, Spec>>;
  readonly resources: Readonly<Record<string, ResourceSpec>>;
};

function resourceSpec(resource: string): ResourceSpec {
  const spec = SCHEMA.resources[`chime:index:${resource}`];
  ok(spec);
  return spec;
}

/** A type in short: `text`, `[text | SuspensionEntry]`, `{text}`. */
function short({ type, $ref, items, additionalProperties, oneOf }: Spec): string {
  if (oneOf) return oneOf.map(short).join(" | ");
  if ($ref) return $ref.split(":").at(-1) ?? "";
  if (items) return `[${short(items)}]`;
  return additionalProperties ? `{${short(additionalProperties)}}` : String(type);
}

const ARGUMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  UserSuspensionSet: {
    accountId: "string",
    exclusive: "boolean",
    maxChanges: "number | string",
    missingUsers: "MissingUsers",
    onRemoval: "SuspensionRemoval",
    protectedUsers: "[string]",
    teamAccount: "TeamAccount",
    users: "[string | SuspensionEntry]",
  },
  UserLicenseAssignment: {
    accountId: "string",
    licenses: "{string | LicenseEntry}",
    maxChanges: "number | string",
    missingUsers: "MissingUsers",
    onRemoval: "LicenseRemoval",
    protectedUsers: "[string]",
  },
};

const WORDS: Readonly<Record<string, readonly string[]>> = {
  LicenseType: ["Basic", "Plus", "Pro", "ProTrial"],
  MissingUsers: ["fail", "warn"],
  SuspensionRemoval: ["restore", "unsuspend", "retain"],
  LicenseRemoval: ["restore", "retain", "Basic", "Plus", "Pro", "ProTrial"],
  TeamAccount: ["refuse", "disassociate"],
};

describe("the schema of the native provider", () => {
  for (const kind of ALL_KINDS) {
    const { inputProperties, requiredInputs } = resourceSpec(kind.resource);

    it(`has the arguments of ${kind.resource}, and those that are required`, () => {
      const types = Object.entries(inputProperties).map(([name, spec]) => [name, short(spec)]);
      deepEqual(Object.fromEntries(types), ARGUMENTS[kind.resource]);
      deepEqual([...requiredInputs].sort(), ["accountId", kind.listing].sort());
    });

    it(`has the words that arguments of ${kind.resource} take, and no others`, () => {
      for (const [name, spec] of Object.entries(inputProperties)) {
        const words = WORDS[short(spec)];
        if (words === undefined) continue;
        const schema = kind.arguments.get(name)?.schema;
        ok(schema);
        for (const word of words) equal(v.safeParse(schema, word).success, true, `${name}: ${word}`);
        const refused = v.safeParse(schema, "no such word");
        const told = [...(refused.issues?.[0]?.message ?? "").matchAll(/"([^"]+)"/g)].map(([, word]) => word);
        deepEqual(told.slice(0, -1), words, name);
      }
    });
  }

  it("has a type for the words of each argument", () => {
    const types = Object.entries(SCHEMA.types).filter(([, spec]) => spec.enum);
    const words = types.map(([name, spec]) => [name.split(":").at(-1), spec.enum?.map(({ value }) => value)]);
    deepEqual(Object.fromEntries(words), WORDS);
  });

  it("has every setting of the provider", () => {
    deepEqual(Object.keys(SETTING_TYPES).sort(), [...NATIVE_SETTING_NAMES].sort());
  });

  it("has a sentence for everything, from the docstrings of the classes, and the outputs that there are", () => {
    const text = JSON.stringify(SCHEMA);
    equal(text.includes("{@link"), false);
    equal(text.includes('"description":""'), false);
    for (const { resource } of ALL_KINDS) {
      const { properties, aliases } = resourceSpec(resource);
      deepEqual(Object.keys(properties).sort(), ["accountId", ...MADE_OF_NAMES].sort());
      deepEqual(aliases, [{ type: `pulumi-nodejs:dynamic/chime:${resource}` }]);
    }
  });
});
