import { InputError } from "../errors/inputError";
import { shorten } from "../model/names";

const VARIABLE = "CHIME_USERS_MAX_NAMES";

/**
 * How many names of each group a plan message lists, by the environment variable CHIME_USERS_MAX_NAMES: a whole number,
 * or `all`. Undefined where it says nothing, or nothing of use: then the message decides.
 */
export function readMaxNames(environment: NodeJS.ProcessEnv): number | undefined {
  const text = environment[VARIABLE] ?? "";
  if (text === "all") return Number.POSITIVE_INFINITY;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** What is wrong with the variable, if anything. */
export function findMaxNamesFaults(environment: NodeJS.ProcessEnv): InputError[] {
  const text = environment[VARIABLE] ?? "";
  if (text === "" || readMaxNames(environment) !== undefined) return [];
  return [new InputError(VARIABLE, `expected a whole number of names or "all", got ${shorten(text)}.`)];
}
