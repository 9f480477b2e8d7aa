import { equal } from "node:assert/strict";
import { whereaboutsOf } from "../../../provider/lifecycle/whereabouts";

const ROWS = [
  ["as is", "never taken", "taken"],
  ["as is", "untraceable", "taken"],
  ["as is", "unknown", "taken"],
  ["found so", "never taken", "unknown"],
  ["found so", "untraceable", "unknown"],
  ["found so", "unknown", "unknown"],
  ["there", "never taken", "perhaps taken"],
  ["there", "untraceable", "taken"],
  ["there", "unknown", "perhaps taken"],
  ["on top", "never taken", "never taken"],
  ["on top", "untraceable", "untraceable"],
  ["on top", "unknown", "unknown"],
  ["otherwise", "never taken", "never taken"],
  ["otherwise", "untraceable", "taken"],
  ["otherwise", "unknown", "unknown"],
  [undefined, "never taken", "never taken"],
  [undefined, "untraceable", "untraceable"],
  [undefined, "unknown", "unknown"],
] as const;

describe("what has become of a user who has moved away", () => {
  for (const [kept, trace, whereabouts] of ROWS) {
    it(`is ${whereabouts}: kept ${kept ?? "nowhere"}, and by the other resource ${trace}`, () => {
      equal(whereaboutsOf(kept, trace, true), whereabouts);
    });
  }

  for (const trace of ["never taken", "untraceable", "unknown"] as const) {
    it(`is ${trace} where the one that has found the user so lists the user no more`, () => {
      equal(whereaboutsOf("found so", trace, false), trace);
    });
  }
});
