import { deepEqual, equal, ok } from "node:assert/strict";
import { parseMoment, whyNotMoment, writeMoment } from "../../../provider/model/moment";

/** The instant that each text stands for. */
const MOMENTS: readonly (readonly [text: string, instant: string])[] = [
  ["2026-12-01", "2026-12-01T00:00:00.000Z"],
  ["2028-02-29", "2028-02-29T00:00:00.000Z"],
  ["2000-02-29", "2000-02-29T00:00:00.000Z"],
  ["0026-12-01", "0026-12-01T00:00:00.000Z"],
  ["2026-12-01T08:30Z", "2026-12-01T08:30:00.000Z"],
  ["2026-12-01t08:30:15z", "2026-12-01T08:30:15.000Z"],
  ["2026-12-01T08:30:15.5Z", "2026-12-01T08:30:15.500Z"],
  ["2026-12-01T08:30:15.123999999Z", "2026-12-01T08:30:15.123Z"],
  ["2026-12-01T00:30:00+01:00", "2026-11-30T23:30:00.000Z"],
  ["2026-12-31T23:30:00-09:30", "2027-01-01T09:00:00.000Z"],
  ["2026-12-01T08:00:00+05:45", "2026-12-01T02:15:00.000Z"],
  ["2026-12-01T08:00:00-00:00", "2026-12-01T08:00:00.000Z"],
  // The two halves of the hour that Berlin has twice, and the one before New York's clocks go forward.
  ["2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00.000Z"],
  ["2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00.000Z"],
  ["2026-03-08T01:59:59-05:00", "2026-03-08T06:59:59.000Z"],
  ["2026-03-08T03:00:00-04:00", "2026-03-08T07:00:00.000Z"],
];

const WRONG: readonly (readonly [text: string, why: string])[] = [
  ["2026-02-30", "is no day of the calendar"],
  ["2027-02-29", "is no day of the calendar"],
  ["2100-02-29", "is no day of the calendar"],
  ["2026-13-01", "is no day of the calendar"],
  ["2026-00-10", "is no day of the calendar"],
  ["2026-12-00", "is no day of the calendar"],
  ["2026-12-01T24:00:00Z", "is no time of the day"],
  ["2026-12-01T08:60:00Z", "is no time of the day"],
  ["2026-12-01T23:59:60Z", "is no time of the day"],
  ["2026-12-01T08:00:00", "does not say where that time is"],
  ["2026-12-01T08:00", "does not say where that time is"],
  ["2026-12-01T08:00:00+24:00", "has no offset that there is"],
  ["2026-12-01T08:00:00+01:75", "has no offset that there is"],
  ["", "is neither"],
  ["2026-12", "is neither"],
  ["2026-W49", "is neither"],
  ["01.12.2026", "is neither"],
  ["12/01/2026", "is neither"],
  ["20261201", "is neither"],
  ["2026-12-1", "is neither"],
  ["2026-12-01 08:00:00Z", "is neither"],
  ["2026-12-01T08Z", "is neither"],
  ["2026-12-01T08:00:00 Europe/Berlin", "is neither"],
  [" 2026-12-01", "is neither"],
  ["２０２６-12-01", "is neither"],
  ["tomorrow", "is neither"],
];

describe("a moment", () => {
  for (const [text, instant] of MOMENTS) {
    it(`is ${text}`, () => {
      equal(whyNotMoment(text), undefined);
      equal(writeMoment(parseMoment(text) ?? Number.NaN), instant);
    });
  }

  for (const [text, why] of WRONG) {
    it(`is not ${JSON.stringify(text)}`, () => {
      ok(whyNotMoment(text)?.startsWith(why), whyNotMoment(text));
      equal(parseMoment(text), undefined);
    });
  }

  it("is what it writes itself", () => {
    const moments = [0, 1, -1, 951_782_400_000, 4_102_444_799_999];
    deepEqual(
      moments.map((moment) => parseMoment(writeMoment(moment))),
      moments,
    );
  });
});
