import type { Kind } from "../../lifecycle/kind";
import type { State } from "../../lifecycle/state";
import { MADE_OF_NAMES } from "../state/outputs";
import type { Received } from "../wire/readProps";

/** The arguments that name people or accounts. */
const NAMING = ["accountId", "protectedUsers"];

/** The secret ones among the arguments that name people or accounts: what is made of them is secret, too. */
export function secretArgumentsOf(kind: Kind, { secretNames }: Received): string[] {
  return secretNames.filter((name) => name === kind.listing || NAMING.includes(name));
}

/** The outputs that are secret because of them, and of notes of users who were secret. */
export function secretOutputsOf(secretArguments: readonly string[], moved: State["moved"]): string[] {
  if (secretArguments.length === 0) return moved.some(({ isSecret }) => isSecret) ? ["bookkeeping"] : [];
  return [...MADE_OF_NAMES, ...secretArguments.filter((name) => name === "accountId")];
}
