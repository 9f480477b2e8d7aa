import { argumentsOf } from "../../lifecycle/arguments/argumentsOf";
import type { ListingShape, Shape, Words } from "../../lifecycle/arguments/shape";
import { RESOURCE_NAMES, type ResourceName } from "../../model/resourceName";
import { WINDOW_FIELDS } from "../../model/window";
import type { Documentation } from "./documentation";

/** A property, or a type, as Pulumi's package schema has it. */
export type Spec = Readonly<Record<string, unknown>>;

const TEXT: Spec = { type: "string" };

/** A type of this package. */
export function refTo(name: string): Spec {
  return { $ref: `#/types/chime:index:${name}` };
}

function enumRef({ name }: Words): Spec {
  return { type: "string", ...refTo(name) };
}

function specOf(shape: Shape): Spec {
  switch (shape.type) {
    case "accountId":
      return TEXT;
    case "flag":
      return { type: "boolean" };
    case "word":
      return enumRef(shape.of);
    case "limit":
      return { oneOf: [{ type: "number" }, TEXT] };
    case "names":
      return { type: "array", items: TEXT };
    case "list":
      return { type: "array", items: { oneOf: [TEXT, refTo(shape.entry)] } };
    case "map":
      // A text and not the words: of a choice between words and an object the generator for Go takes the words alone.
      return { type: "object", additionalProperties: { oneOf: [TEXT, refTo(shape.entry)] } };
  }
}

function wordsIn(shape: Shape): Words[] {
  if (shape.type === "word") return [shape.of];
  return shape.type === "map" ? [shape.value] : [];
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function wordsType({ words, what }: Words): Spec {
  return { type: "string", description: what, enum: words.map((value) => ({ name: capitalize(value), value })) };
}

function entryType(shape: ListingShape, documentation: Documentation): Spec {
  const { entry, member } = shape;
  const times = WINDOW_FIELDS.map((time) => [time, { ...TEXT, description: documentation(`EntryTime.${time}`) }]);
  const type = shape.type === "map" ? enumRef(shape.value) : TEXT;
  const own = { ...type, description: documentation(`${entry}.${member}`) };
  return {
    type: "object",
    description: `${documentation(entry)}\n\n${documentation("EntryTime")}`,
    properties: { [member]: own, ...Object.fromEntries(times) },
    required: [member],
  };
}

/** The types that arguments refer to. */
export function argumentTypes(documentation: Documentation): Record<string, Spec> {
  const shapes = RESOURCE_NAMES.flatMap((resource) => [...argumentsOf(resource).values()].map(({ shape }) => shape));
  const types = new Map<string, Spec>();
  for (const shape of shapes) {
    for (const words of wordsIn(shape)) types.set(`chime:index:${words.name}`, wordsType(words));
    if (shape.type !== "list" && shape.type !== "map") continue;
    types.set(`chime:index:${shape.entry}`, entryType(shape, documentation));
  }
  return Object.fromEntries(types);
}

/** The arguments of a resource, each with its docstring. */
export function argumentSpecs(resource: ResourceName, documentation: Documentation): Record<string, Spec> {
  const specs = [...argumentsOf(resource)].map(([name, { shape }]): [string, Spec] => [
    name,
    { ...specOf(shape), description: documentation(`${resource}Args.${name}`) },
  ]);
  return Object.fromEntries(specs);
}

/** Those without which there is no resource. */
export function requiredArguments(resource: ResourceName): string[] {
  return [...argumentsOf(resource)].filter(([, { required }]) => required).map(([name]) => name);
}
