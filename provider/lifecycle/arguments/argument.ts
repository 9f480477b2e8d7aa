import type { ResourceName } from "../../model/resourceName";
import { type Shape, shapedAlike, type Words } from "./shape";

/** Everything that there is to say about one argument that both, or one, of the resources have. */
export interface Argument<T, R extends ResourceName = ResourceName> {
  /** What it may be, for each resource that has it. */
  readonly shapes: Readonly<Record<R, Shape>>;
  /** What it is where the program does not say it, or can't say it yet. Undefined: there is none then. */
  readonly fallback: T;
  readonly required?: boolean;
  /** What a change of it asks for: an update, or a new resource in place of this one. */
  readonly onChange: "update" | "replace";
  /** Takes apart what check made of it last time, which `ignoreChanges` and `pulumi import` hand in again. */
  asWritten?(given: unknown, old: unknown): unknown;
  /** What the program gave. A wrong value is refused elsewhere. */
  parse(given: unknown): T;
  /** As it stands in inputs and state; undefined: it is left out. */
  encode(value: T): unknown;
  /** Reads what `encode` wrote. */
  decode(stored: unknown): T;
  equal(one: T, other: T): boolean;
}

/** An argument that names people or accounts, and so may be secret. */
export interface NamingArgument<T, R extends ResourceName = ResourceName> extends Argument<T, R> {
  /** The names in it: what no message may have where it is secret. */
  textsOf(value: T): Iterable<string>;
}

/** A row of the table, whatever its value and the resources that have it. */
export type Row = Omit<Argument<unknown>, "shapes"> &
  Partial<Pick<NamingArgument<unknown>, "textsOf">> & {
    readonly shapes: Readonly<Partial<Record<ResourceName, Shape>>>;
  };

/** An argument that is one plain value, which stands in the state as it is, and not at all where it is as by default. */
export function plain<T, R extends ResourceName = ResourceName>(
  row: Pick<Argument<T, R>, "shapes" | "fallback" | "decode">,
): Argument<T, R> {
  return {
    ...row,
    onChange: "update",
    parse: (given) => given as T,
    encode: (value) => (value === row.fallback ? undefined : value),
    equal: (one, other) => one === other,
  };
}

/** An argument that is one of some words, in each of some resources. The first word is the default, and what an unknown one counts as. */
export function choice<T extends string, R extends ResourceName>(
  of: Words<T>,
  resources: readonly R[],
): Argument<T, R> {
  const [fallback] = of.words;
  return plain({
    shapes: shapedAlike({ type: "word", of }, resources),
    fallback,
    decode: (stored) => of.words.find((word) => word === stored) ?? fallback,
  });
}
