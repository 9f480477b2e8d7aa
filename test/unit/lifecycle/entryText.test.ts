import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { LISTINGS } from "../../../provider/lifecycle/arguments/listings";
import { readEntry, writeEntry } from "../../../provider/lifecycle/schedule/entryText";
import { windowOf } from "../../../provider/lifecycle/schedule/schedule";

const LIST = LISTINGS.users.shape;
const MAP = LISTINGS.licenses.shape;

const moments = fc.constantFrom(
  "2026-12-01",
  "2026-12-24T09:00:00+01:00",
  "2027-01-01t08:00z",
  "0001-01-01T00:00:00.123456Z",
);

describe("an entry as one text", () => {
  for (const [shape, entry, text] of [
    [LIST, { value: "suspended", from: "2026-12-01", until: "2027-01-01" }, "2026-12-01/2027-01-01"],
    [LIST, { value: "suspended", until: "2027-01-01", reason: "on leave" }, "../2027-01-01: on leave"],
    [LIST, { value: "suspended", reason: "2026/27: left" }, "suspended: 2026/27: left"],
    [MAP, { value: "Pro", from: "2026-12-01T08:00:00+01:00" }, "Pro 2026-12-01T08:00:00+01:00/.."],
    [MAP, { value: "ProTrial", reason: "trial" }, "ProTrial: trial"],
  ] as const) {
    it(`is ${text}`, () => {
      equal(writeEntry(shape, entry), text);
      deepEqual(readEntry(shape, text), entry);
    });
  }

  for (const [shape, text] of [
    [LIST, "suspended"],
    [LIST, "active"],
    [LIST, "missing"],
    [LIST, ""],
    [MAP, "Pro"],
    [MAP, "Gold 2026-12-01/.."],
    [MAP, "2026-12-01/.."],
  ] as const) {
    it(`is not ${JSON.stringify(text)} of ${shape.type === "list" ? "a set" : "an assignment"}, which is what a user has and no more`, () => {
      equal(readEntry(shape, text), undefined);
    });
  }

  it("says what the entry said, whatever its reason", () => {
    const option = { nil: undefined };
    const windows = fc.record({
      from: fc.option(moments, option),
      until: fc.option(moments, option),
      reason: fc.option(fc.string({ unit: "binary", maxLength: 30 }), option),
    });
    const both = (license: string) =>
      [
        [LIST, "suspended"],
        [MAP, license],
      ] as const;
    fc.assert(
      fc.property(windows, fc.constantFrom("Basic", "Plus", "Pro", "ProTrial"), (fields, license) => {
        const window = windowOf(fields);
        for (const [shape, value] of window === undefined ? [] : both(license)) {
          deepEqual(readEntry(shape, writeEntry(shape, { value, ...window })), { value, ...window });
        }
      }),
    );
  });
});
