import { deepEqual } from "node:assert/strict";
import { suspensionKind } from "../../../provider/lifecycle/kinds";
import { entriesDue } from "../../../provider/lifecycle/schedule/due";
import type { Ending, EndingOf } from "../../../provider/lifecycle/schedule/endings";
import type { Schedule } from "../../../provider/lifecycle/schedule/schedule";
import { parseMoment } from "../../../provider/model/moment";

const SCHEDULE: Schedule = new Map([
  ["zoe", { value: "suspended", from: "2026-11-01", until: "2026-12-15", reason: "inquiry" }],
  ["ana", { value: "suspended", until: "2026-12-15T00:00:00Z" }],
  ["bob", { value: "suspended", from: "2026-12-02", until: "2026-12-03" }],
  ["late", { value: "suspended", until: "2026-12-15T00:00:00.001Z" }],
  ["now", { value: "suspended", from: "2026-12-01" }],
  ["told", { value: "suspended", reason: "left" }],
]);
const MOMENT = parseMoment("2026-12-01") ?? Number.NaN;

function told(days: number, endingOf: EndingOf = () => ({ stays: false })): string[] {
  return entriesDue(suspensionKind, SCHEDULE, {
    moment: MOMENT,
    days,
    endingOf: () => endingOf,
    beginningOf: () => undefined,
  }).map(({ when, what, user, subject, outcome = "" }) => `${when} ${subject} ${what} ${user}${outcome}`);
}

describe("entries that are due", () => {
  it("are those that begin or end later than now, up to some days later to the millisecond, in order", () => {
    deepEqual(told(14), [
      "2026-12-02 suspension begins bob",
      "2026-12-03 suspension ends bob",
      "2026-12-15T00:00:00Z suspension ends ana",
      "2026-12-15 suspension ends zoe",
    ]);
    deepEqual(told(1), ["2026-12-02 suspension begins bob"]);
    deepEqual(told(0), []);
  });

  it("end without the suspension where the user stays so, and say what is known of that", () => {
    const endingOf = (user: string): Ending => ({ stays: user === "ana", outcome: `, as ${user} is` });
    deepEqual(told(14, endingOf), [
      "2026-12-02 suspension begins bob",
      "2026-12-03 suspension ends bob, as bob is",
      "2026-12-15T00:00:00Z entry ends ana, as ana is",
      "2026-12-15 suspension ends zoe, as zoe is",
    ]);
  });
});
