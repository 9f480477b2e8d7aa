import { includesValue } from "../model/includesValue";
import { UNKNOWN } from "../model/unknown";

/**
 * How Pulumi's engine writes a value that is not known yet. The Node SDK exports it as `runtime.unknownValue`; it is
 * fixed by the engine's protocol, and the whole SDK is not worth loading for it.
 */
const UNKNOWN_ON_THE_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What has nothing to replace is not copied: a map of users may have tens of thousands of entries. */
function replaceWithin(value: unknown, old: unknown, replacement: unknown): unknown {
  if (value === old) return replacement;
  if (!includesValue(value, old)) return value;
  if (Array.isArray(value)) return value.map((entry) => replaceWithin(entry, old, replacement));
  return replaceValues(value as object, old, replacement);
}

function replaceValues(props: object, old: unknown, replacement: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(props).map(([name, value]) => [name, replaceWithin(value, old, replacement)]),
  );
}

/** What the engine sent, with unknown values as the core knows them. Not the same object: the host changes its own. */
export function fromWire(props: object | undefined): Record<string, unknown> {
  return replaceValues(props ?? {}, UNKNOWN_ON_THE_WIRE, UNKNOWN);
}

/** The reverse of `fromWire`. */
export function toWire(props: object): Record<string, unknown> {
  return replaceValues(props, UNKNOWN, UNKNOWN_ON_THE_WIRE);
}

/** Whether a value of the provider's configuration is not known yet. */
export function isUnknownOnTheWire(value: unknown): boolean {
  return value === UNKNOWN_ON_THE_WIRE;
}
