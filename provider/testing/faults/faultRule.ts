import * as v from "valibot";
import { OPERATION_NAMES, type OperationName } from "../operations/operation";
import { CONNECTION_FAULTS, ERROR_FORMS, type Fault, type FaultScript, type UserFault } from "./fault";

const positive = v.pipe(v.number(), v.minValue(0));
const operation = v.picklist([...OPERATION_NAMES, "*"]);
const times = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const probability = v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));

const requestRule = v.strictObject({
  operation,
  times,
  probability,
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599))),
  name: v.optional(v.string()),
  message: v.optional(v.string()),
  form: v.optional(v.picklist(ERROR_FORMS)),
  body: v.optional(v.string()),
  headers: v.optional(v.record(v.string(), v.string())),
  retryAfter: v.optional(v.union([positive, v.string()])),
  retryAfterMs: v.optional(positive),
  connection: v.optional(v.picklist(CONNECTION_FAULTS)),
  latencyMs: v.optional(positive),
  bodyDelayMs: v.optional(positive),
  dateSkewMs: v.optional(v.number()),
  applied: v.optional(v.boolean()),
});

const userRule = v.strictObject({
  user: v.pipe(v.string(), v.minLength(1)),
  operation: v.optional(v.picklist(OPERATION_NAMES)),
  code: v.pipe(v.string(), v.minLength(1)),
  message: v.optional(v.string()),
  times,
  probability,
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599))),
  applied: v.optional(v.boolean()),
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
    const result = v.safeParse(isUserRule(rule) ? userRule : requestRule, rule);
    if (result.success) return result.output as FaultRule;
    const [issue] = result.issues;
    const place = [`fault ${i + 1}`, v.getDotPath(issue) ?? ""].filter((part) => part !== "").join(", ");
    throw new FaultRuleError(`${place}: ${issue.message}.`);
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
