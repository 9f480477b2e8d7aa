import * as v from "valibot";
import { shorten } from "../../model/names";
import { UNKNOWN } from "../../model/unknown";

/** Wants `what`, says what came instead. */
export function expected(what: string): (issue: v.BaseIssue<unknown>) => string {
  return (issue) => `expected ${what}, got ${shorten(issue.input)}`;
}

/** A text that `why` finds nothing against. */
export function textSchema(what: string, why: (text: string) => string | undefined): v.GenericSchema<string> {
  return v.pipe(
    v.string(expected(what)),
    v.check(
      (text) => why(text) === undefined,
      (issue) => `expected ${what}; ${shorten(issue.input)} ${why(issue.input)}`,
    ),
  );
}

const unknown = v.custom<typeof UNKNOWN>((value) => value === UNKNOWN);

/** Either what the schema takes or an output that is not known yet. */
export function orUnknown(schema: v.GenericSchema): v.GenericSchema {
  return v.lazy((input) => (input === UNKNOWN ? unknown : schema));
}
