import * as v from "valibot";
import { show } from "../show";
import { suggest } from "./suggest";

/** The messages of these say what is expected, as the end of `... is not`. */

export function numberIn(min: number, max: number, what: string): v.GenericSchema<number> {
  return v.pipe(v.number(what), v.minValue(min, what), v.maxValue(max, what));
}

export function wholeNumberIn(min: number, max: number, what: string): v.GenericSchema<number> {
  return v.pipe(v.number(what), v.integer(what), v.minValue(min, what), v.maxValue(max, what));
}

export function oneOf<const Word extends string>(words: readonly Word[]): v.GenericSchema<Word> {
  const list = `one of ${words.join(", ")}`;
  return v.picklist(words, ({ input }) => `${list}${suggest(input, words)}`);
}

/** What is wrong with a rule, to be put behind its name: the member, its value, what is expected. */
export function describeIssue(issue: v.BaseIssue<unknown>, members: readonly string[]): string {
  const path = v.getDotPath(issue);
  if (path === null) return `: ${show(issue.input)} is not an object with ${members.join(", ")}`;
  const isUnknown = issue.type === "strict_object" && issue.expected === "never";
  if (isUnknown) return `, ${path}: there is no such member; there is ${members.join(", ")}${suggest(path, members)}`;
  if (issue.type === "strict_object") return `, ${path}: it is missing; a fault has an operation, or user and code`;
  return `, ${path}: ${show(issue.input)} is not ${issue.message}`;
}
