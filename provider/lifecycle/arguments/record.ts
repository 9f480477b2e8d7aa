/** Whether a value is a map of anything, and no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as a map; anything that is none has nothing in it. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** A map of texts, as it stands in props. */
export function stringMap(value: unknown): Map<string, string> {
  const record = recordOf(value);
  const map = new Map<string, string>();
  for (const key of Object.keys(record)) map.set(key, String(record[key]));
  return map;
}

/**
 * Takes apart what the engine gives back of our own inputs: `ignoreChanges` and `pulumi import` hand in the map
 * that check made of the list. Entries that stand in the old inputs are as they are; others must be ours.
 */
export function listFromMap(value: unknown, old: unknown, mark: string): unknown {
  if (!isRecord(value)) return value;
  const before = isRecord(old) ? old : {};
  const entries = Object.entries(value);
  const ours = entries.length > 0 || (isRecord(old) && Object.keys(old).length === 0);
  return ours && entries.every(([key, entry]) => entry === mark || entry === before[key]) ? Object.keys(value) : value;
}
