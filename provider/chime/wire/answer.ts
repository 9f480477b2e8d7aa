import type { JsonObject } from "../operations/operation";

/** An answer of 200 that does not hold what the API promises. The sender makes a TransportError of it. */
export class UnreadableAnswer extends Error {
  override readonly name: string = "UnreadableAnswer";
}

/** Whether a value is a JSON object; a list and null are not. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text of an answer; undefined where it is absent, null or something else. */
export function readText(object: JsonObject, member: string): string | undefined {
  const value = object[member];
  return typeof value === "string" ? value : undefined;
}

/** A text that an answer cannot do without. */
export function requireText(object: JsonObject, member: string): string {
  const text = readText(object, member);
  if (text === undefined || text === "") throw new UnreadableAnswer(`${member} is missing`);
  return text;
}

/** An object that an answer cannot do without. */
export function requireObject(object: JsonObject, member: string): JsonObject {
  const value = object[member];
  if (!isJsonObject(value)) throw new UnreadableAnswer(`${member} is missing`);
  return value;
}

/** A list of objects: absent and null mean empty, as in the AWS SDKs, and so do nulls inside. */
export function readObjects(object: JsonObject, member: string): JsonObject[] {
  const value = object[member] ?? [];
  if (!Array.isArray(value)) throw new UnreadableAnswer(`${member} is not a list`);
  const items: unknown[] = value.filter((item: unknown) => item !== null);
  if (!items.every(isJsonObject)) throw new UnreadableAnswer(`${member} holds something else than objects`);
  return items;
}

/** The members that have a value, under new names; what the service left out stays out. */
export function pickTexts<Name extends string>(
  object: JsonObject,
  names: Readonly<Record<Name, string>>,
): { [K in Name]?: string } {
  const picked: { [K in Name]?: string } = {};
  for (const name of Object.keys(names) as Name[]) {
    const text = readText(object, names[name]);
    if (text !== undefined) picked[name] = text;
  }
  return picked;
}
