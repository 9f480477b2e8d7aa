import { deepEqual, equal } from "node:assert/strict";
import { parseMoment } from "../../../provider/model/moment";
import { nextMomentOf, phaseOf, type Window } from "../../../provider/model/window";

function at(text: string): number {
  return parseMoment(text) ?? Number.NaN;
}

const NOVEMBER: Window = { from: "2026-11-01", until: "2026-12-01" };
const BEGIN = at("2026-11-01");
const END = at("2026-12-01");

describe("a window", () => {
  it("begins at its first moment and has ended at its last", () => {
    const moments = [BEGIN - 1, BEGIN, END - 1, END];
    deepEqual(
      moments.map((moment) => phaseOf(NOVEMBER, moment)),
      ["ahead", "running", "running", "over"],
    );
  });

  it("is open where it does not say", () => {
    const long = [-8e15, 8e15];
    const phases = (window: Window): string[] => long.map((moment) => phaseOf(window, moment));
    deepEqual(phases({ reason: "left" }), ["running", "running"]);
    deepEqual(phases({ from: "2026-11-01" }), ["ahead", "running"]);
    deepEqual(phases({ until: "2026-11-01" }), ["running", "over"]);
  });

  it("tells of several when the next of them begins or ends, and not those that have", () => {
    const windows = [NOVEMBER, { until: "2026-11-15T00:00:00+01:00" }, { reason: "none" }];
    equal(nextMomentOf(windows, BEGIN - 1), BEGIN);
    equal(nextMomentOf(windows, BEGIN), at("2026-11-14T23:00:00Z"));
    equal(nextMomentOf(windows, at("2026-11-14T23:00:00Z")), END);
    equal(nextMomentOf(windows, END), undefined);
    equal(nextMomentOf([], 0), undefined);
  });
});
