import * as pulumi from "@pulumi/pulumi";

/** What an Output has beside its declared members: its value alone, without the resources that it hangs on. */
interface PlainOutput<T> {
  promise(): Promise<T>;
}

/** An Output's value as a promise that no resource waits for; undefined where it is not known before `pulumi up`. */
export function plainValueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as unknown as PlainOutput<T>).promise();
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Whether a value is known as it stands: texts, lists and maps of them, and no Output, promise or secret within. Pulumi would
 * make some Outputs for each of its parts, which takes seconds where a list has tens of thousands of entries with a time.
 */
export function isKnown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return typeof value !== "function";
  if (Array.isArray(value)) return value.every(isKnown);
  if (!isPlainObject(value) || pulumi.Output.isInstance(value) || pulumi.runtime.isRpcSecret(value)) return false;
  if (typeof (value as { readonly then?: unknown }).then === "function") return false;
  return Object.values(value).every(isKnown);
}

/** What an argument turns out to be, undefined where it is not known before `pulumi up`. */
export async function settledValueOf(value: unknown): Promise<unknown> {
  return isKnown(value) ? value : plainValueOf(pulumi.output(value));
}
