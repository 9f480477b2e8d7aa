/** Whether something is a value, or has it somewhere within: a listing may have tens of thousands of entries, so nothing is copied. */
export function includesValue(value: unknown, wanted: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === wanted;
  if (Array.isArray(value)) return value.some((entry) => includesValue(entry, wanted));
  // Plain JSON, whose members are all its own.
  for (const name in value) if (includesValue(value[name as keyof typeof value], wanted)) return true;
  return false;
}
