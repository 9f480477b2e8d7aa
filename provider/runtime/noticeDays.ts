import { InputError } from "../errors/inputError";
import { shorten } from "../model/names";

const VARIABLE = "CHIME_USERS_NOTICE_DAYS";

/**
 * How many days ahead a preview tells of entries that begin or end, by the environment variable CHIME_USERS_NOTICE_DAYS: a whole
 * number, 0 for none. Undefined where it says nothing, or nothing of use: then as usual.
 */
export function readNoticeDays(environment: NodeJS.ProcessEnv): number | undefined {
  const text = environment[VARIABLE] ?? "";
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

/** What is wrong with the variable, if anything. */
export function findNoticeDaysFaults(environment: NodeJS.ProcessEnv): InputError[] {
  const text = environment[VARIABLE] ?? "";
  if (text === "" || readNoticeDays(environment) !== undefined) return [];
  return [new InputError(VARIABLE, `expected a whole number of days from 0 to 9999, got ${shorten(text)}.`)];
}
