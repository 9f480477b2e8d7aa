import { createHash } from "node:crypto";

/** An ID in the API's form (8-4-4-4-12) that is the same for the same text, so that docs and tests can name it. */
export function idFrom(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
