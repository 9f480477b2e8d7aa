import * as v from "valibot";
import { parseMoment, whyNotMoment } from "../../model/moment";
import { shorten } from "../../model/names";
import { nearest } from "../../model/nearest";
import { isRecord } from "./record";
import { orUnknown, textSchema } from "./texts";

/** No reason is longer; it stands beside its user in every message. */
const MAX_REASON_CHARACTERS = 500;

const moment = textSchema(
  'a day such as "2026-12-01", or an instant with its offset such as "2026-12-01T08:00:00+01:00"',
  whyNotMoment,
);

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

function whyNotReason(text: string): string | undefined {
  if (text.length > MAX_REASON_CHARACTERS) return `is longer than ${MAX_REASON_CHARACTERS} characters`;
  // Several lines are none of them: a table may have such cells.
  if (CONTROL.test(text)) return "has a control character";
  return text.isWellFormed() ? undefined : "is not valid Unicode";
}

/** The fields that an entry may have beside its user, or its license. */
const TIMING = {
  from: v.nullish(orUnknown(moment)),
  until: v.nullish(orUnknown(moment)),
  reason: v.nullish(orUnknown(textSchema("a text for people", whyNotReason))),
};

/** Whether an entry ends after it begins, as far as both is known. */
function endsAfterItBegins({ from, until }: Readonly<Record<string, unknown>>): boolean {
  const [begins, ends] = [from, until].map((text) => (typeof text === "string" ? parseMoment(text) : undefined));
  return begins === undefined || ends === undefined || begins < ends;
}

function sayOrder({ input }: { readonly input: Readonly<Record<string, unknown>> }): string {
  return `until ${shorten(input["until"])} is not after from ${shorten(input["from"])}`;
}

/** What an entry must not have, or has to and has not. */
function sayField(fields: readonly string[]): (issue: v.BaseIssue<unknown>) => string {
  return ({ expected: wanted, input, path }) => {
    const last = path?.at(-1);
    if (wanted !== "never") return `an entry has to say its ${String(last?.key)}, got ${shorten(last?.input)}`;
    const meant = typeof input === "string" ? nearest(input, fields, 2) : undefined;
    const guess = meant === undefined ? "" : ` Did you mean ${meant}?`;
    return `${shorten(input)} is not a field of an entry.${guess} It has: ${fields.join(", ")}`;
  };
}

/**
 * An entry of a list of users: what `plain` takes, or an object with that under `field` and a time and a reason beside.
 */
export function entrySchema(field: string, plain: v.GenericSchema): v.GenericSchema {
  const entries = { [field]: orUnknown(plain), ...TIMING };
  const entry = v.pipe(
    v.strictObject(entries, sayField(Object.keys(entries))),
    v.check(endsAfterItBegins, (issue) => sayOrder(issue)),
  );
  const either = v.lazy((input) => (isRecord(input) ? entry : plain));
  return orUnknown(either);
}
