import { isAddress } from "../operations/readMembers";
import { show } from "../show";

/** Reads one value of a seed. A wrong one throws the end of a sentence: `"Gold" is not one of ...`. */
export type MemberReader<Value> = (value: unknown) => Value;

/** The reason why a value can't be used; the place is put before it by who knows it. */
export class ValueRefusal extends Error {}

export function readText(value: unknown): string {
  if (typeof value !== "string" || !/\S/.test(value)) throw new ValueRefusal(`${show(value)} is not a text.`);
  return value;
}

export function readAddressText(value: unknown): string {
  const text = readText(value);
  if (!isAddress(text)) throw new ValueRefusal(`${show(value)} is not an e-mail address.`);
  return text;
}

/** A time as the API sends it, whatever ISO 8601 form the seed has. */
export function readTime(value: unknown): string {
  const isIso = typeof value === "string" && /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$/.test(value);
  const ms = isIso ? Date.parse(value.replace(" ", "T")) : Number.NaN;
  if (Number.isNaN(ms)) throw new ValueRefusal(`${show(value)} is not an ISO 8601 time such as 2026-01-31T09:00:00Z.`);
  return new Date(ms).toISOString();
}

export function oneOf<Word extends string>(words: readonly Word[]): MemberReader<Word> {
  return (value) => {
    const word = words.find((known) => known === value);
    if (word === undefined) throw new ValueRefusal(`${show(value)} is not one of ${words.join(", ")}.`);
    return word;
  };
}

export function listOf<Value>(read: MemberReader<Value>): MemberReader<readonly Value[]> {
  return (value) => readArray(value).map(read);
}

/** An object with these members only, each of them optional. */
export function objectOf<Shape>(readers: { [Name in keyof Shape]-?: MemberReader<Shape[Name]> }): MemberReader<Shape> {
  return (value) => {
    const members = Object.entries(readObject(value)).map(([name, member]) => {
      if (!Object.hasOwn(readers, name)) throw new ValueRefusal(`"${name}" is not a member here.`);
      return [name, readers[name as keyof Shape](member)] as const;
    });
    return Object.fromEntries(members) as Shape;
  };
}

export function readFlag(value: unknown): boolean {
  if (typeof value !== "boolean") throw new ValueRefusal(`${show(value)} is not true or false.`);
  return value;
}

export function readArray(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new ValueRefusal(`${show(value)} is not a list.`);
  return value;
}

export function readObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ValueRefusal(`${show(value)} is not an object.`);
  }
  return value as Readonly<Record<string, unknown>>;
}
