import { deepEqual, equal, ok } from "node:assert/strict";
import { join } from "node:path";
import * as v from "valibot";
import { licenseKind, suspensionKind } from "../../../provider/lifecycle/kinds";
import { NATIVE_SETTING_NAMES } from "../../../provider/model/settingNames";
import { ARGUMENT_TYPES, REQUIRED_ARGUMENTS, WORDS } from "../../../provider/native/schema/arguments";
import { packageSchema } from "../../../provider/native/schema/packageSchema";
import { SETTING_TYPES } from "../../../provider/native/schema/settings";
import { MADE_OF_NAMES } from "../../../provider/native/state/outputs";
import { readDocstrings } from "../../../scripts/build/docstrings";

const KINDS = [suspensionKind, licenseKind];
const FACTS = { version: "1.2.3", description: "d", license: "Apache-2.0", keywords: [] };

/** The words of an argument whose type is one of the package's own with words. */
function wordsOf(type: unknown): readonly string[] | undefined {
  const { $ref = "" } = type as { $ref?: string };
  return WORDS[$ref.split(":").at(-1) ?? ""]?.words;
}

describe("the schema of the native provider", () => {
  for (const kind of KINDS) {
    const types = ARGUMENT_TYPES[kind.resource];

    it(`has the arguments of ${kind.resource}, and those that are required`, () => {
      deepEqual(Object.keys(types).sort(), [...kind.arguments.keys()].sort());
      const required = [...kind.arguments].filter(([, argument]) => argument.required).map(([name]) => name);
      deepEqual([...REQUIRED_ARGUMENTS[kind.resource]].sort(), required.sort());
    });

    it(`has the words that arguments of ${kind.resource} take, and no others`, () => {
      for (const [name, type] of Object.entries(types)) {
        const words = wordsOf(type);
        if (words === undefined) continue;
        const schema = kind.arguments.get(name)?.schema;
        ok(schema);
        for (const word of words) equal(v.safeParse(schema, word).success, true, `${name}: ${word}`);
        const refused = v.safeParse(schema, "no such word");
        const told = [...(refused.issues?.[0]?.message ?? "").matchAll(/"([^"]+)"/g)].map(([, word]) => word);
        deepEqual(told.slice(0, -1).sort(), [...words].sort(), name);
      }
    });

    it(`takes the lists and maps that ${kind.resource} takes`, () => {
      const { type } = types[kind.listing] as { type: string };
      equal(type, kind.listingForm.saysValues ? "object" : "array");
    });
  }

  it("has every setting of the provider", () => {
    deepEqual(Object.keys(SETTING_TYPES).sort(), [...NATIVE_SETTING_NAMES].sort());
  });

  it("has a sentence for everything, from the docstrings of the classes, and the outputs that there are", () => {
    const schema = packageSchema(FACTS, readDocstrings(join(__dirname, "..", "..", "..", "provider"))) as {
      resources: Record<string, { properties: object; aliases: unknown }>;
    };
    const text = JSON.stringify(schema);
    equal(text.includes("{@link"), false);
    equal(text.includes('"description":""'), false);
    for (const { resource } of KINDS) {
      const { properties, aliases } = schema.resources[`chime:index:${resource}`] ?? {};
      deepEqual(Object.keys(properties ?? {}).sort(), ["accountId", ...MADE_OF_NAMES].sort());
      deepEqual(aliases, [{ type: `pulumi-nodejs:dynamic/chime:${resource}` }]);
    }
  });
});
