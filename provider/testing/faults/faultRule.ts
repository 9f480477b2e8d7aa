import * as v from "valibot";
import { OPERATION_NAMES, type OperationName } from "../operations/operation";
import { CONNECTION_FAULTS, ERROR_FORMS, type Fault, type FaultScript, type UserFault } from "./fault";
import { describeIssue, numberIn, oneOf, wholeNumberIn } from "./faultMembers";

const operation = oneOf([...OPERATION_NAMES, "*"]);
const atLeast0 = numberIn(0, Number.POSITIVE_INFINITY, "a number of at least 0");
const text = v.string("a text");
const nonEmpty = v.pipe(text, v.minLength(1, "a text with something in it"));
const flag = v.boolean("true or false");
const times = v.optional(wholeNumberIn(1, Number.MAX_SAFE_INTEGER, "a whole number of at least 1"));
const probability = v.optional(numberIn(0, 1, "a number from 0 to 1"));

const requestRule = v.strictObject({
  operation,
  times,
  probability,
  status: v.optional(wholeNumberIn(100, 599, "a whole number from 100 to 599")),
  name: v.optional(text),
  message: v.optional(text),
  form: v.optional(oneOf(ERROR_FORMS)),
  body: v.optional(text),
  headers: v.optional(v.record(v.string(), text, "an object of texts")),
  retryAfter: v.optional(v.union([atLeast0, text], "a number of seconds of at least 0, or an HTTP date")),
  retryAfterMs: v.optional(atLeast0),
  connection: v.optional(oneOf(CONNECTION_FAULTS)),
  latencyMs: v.optional(atLeast0),
  bodyDelayMs: v.optional(atLeast0),
  dateSkewMs: v.optional(v.number("a number")),
  applied: v.optional(flag),
});

const userRule = v.strictObject({
  user: nonEmpty,
  operation: v.optional(oneOf(OPERATION_NAMES)),
  code: nonEmpty,
  message: v.optional(text),
  times,
  probability,
  status: v.optional(wholeNumberIn(400, 599, "a whole number from 400 to 599")),
  applied: v.optional(flag),
});

/**
 * One fault as JSON, in a file or to the control endpoint: that of an operation has the members of {@link Fault}, and
 * `operation` and `times` (absent: always); that of a user has the members of {@link UserFault}, and `user`.
 */
export type FaultRule =
  | ({
      /** The operation that it strikes; `"*"`: any. */
      readonly operation: OperationName | "*";
      /** How many requests. Default: all of them. */
      readonly times?: number;
    } & Fault)
  | ({
      /** The user that it strikes: ID or address. */
      readonly user: string;
    } & UserFault);

/** What is wrong with rules that somebody wrote: which one, which member, what was expected. */
export class FaultRuleError extends Error {
  /** The name of the class. */
  override readonly name: string = "FaultRuleError";
}

function isUserRule(rule: unknown): boolean {
  return typeof rule === "object" && rule !== null && "user" in rule;
}

/**
 * Checks one rule or a list of rules.
 * @param json Parsed JSON: a rule or a list of them.
 * @returns The rules, always as a list.
 * @throws FaultRuleError for the first one that can't be used.
 */
export function parseFaultRules(json: unknown): FaultRule[] {
  const rules: unknown[] = Array.isArray(json) ? json : [json];
  return rules.map((rule, i) => {
    const schema = isUserRule(rule) ? userRule : requestRule;
    const result = v.safeParse(schema, rule);
    if (result.success) return result.output as FaultRule;
    throw new FaultRuleError(`fault ${i + 1}${describeIssue(result.issues[0], Object.keys(schema.entries))}.`);
  });
}

/**
 * Adds rules to a script, in their order.
 * @param script A server's `faults`.
 * @param rules Checked rules: see {@link parseFaultRules}.
 */
export function addFaultRules(script: FaultScript, rules: readonly FaultRule[]): void {
  for (const rule of rules) {
    if ("user" in rule) {
      const { user, ...fault } = rule;
      script.user(user, fault);
      continue;
    }
    const { operation: name, times: count, ...fault } = rule;
    if (count === undefined) script.always(name, fault);
    else script.next(name, fault, count);
  }
}
