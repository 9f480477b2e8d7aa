import { UNKNOWN } from "../model/unknown";

/**
 * How Pulumi's engine writes a value that is not known yet. The Node SDK exports it as `runtime.unknownValue`; it is
 * fixed by the engine's protocol, and the whole SDK is not worth loading for it.
 */
const UNKNOWN_ON_THE_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function mapValues(value: unknown, leaf: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => mapValues(entry, leaf));
  if (typeof value !== "object" || value === null) return leaf(value);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapValues(entry, leaf)]));
}

/** What the engine sent, with unknown values as the core knows them. A copy: the host changes what it is given back. */
export function fromWire(props: object | undefined): Record<string, unknown> {
  const converted = mapValues(props ?? {}, (value) => (value === UNKNOWN_ON_THE_WIRE ? UNKNOWN : value));
  return converted as Record<string, unknown>;
}

/** The reverse of `fromWire`. */
export function toWire(props: object): Record<string, unknown> {
  return mapValues(props, (value) => (value === UNKNOWN ? UNKNOWN_ON_THE_WIRE : value)) as Record<string, unknown>;
}

/** Whether a value of the provider's configuration is not known yet. */
export function isUnknownOnTheWire(value: unknown): boolean {
  return value === UNKNOWN_ON_THE_WIRE;
}
