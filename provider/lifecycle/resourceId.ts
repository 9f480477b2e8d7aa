import { systemRandom } from "../model/clock";
import type { Work } from "./context";

/**
 * The ID of a new resource. Two resources on one account, and the two of a replacement, must not have the same, so that
 * a part of it is drawn by chance.
 */
export function newResourceId({
  declaration: { accountId },
  secretArguments,
}: Pick<Work, "declaration" | "secretArguments">): string {
  const suffix = Math.floor(systemRandom() * 2 ** 32)
    .toString(16)
    .padStart(8, "0");
  const account = secretArguments.includes("accountId") ? "account" : accountId;
  return `${account}:${suffix}`;
}
