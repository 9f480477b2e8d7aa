import { deepEqual } from "node:assert/strict";
import type { Action } from "../../../provider/plan/actions";
import { batchesOf } from "../../../provider/plan/batches";
import type { Change } from "../../../provider/plan/verdict";
import { change } from "../../support/planning";

function steps(action: Action, count: number): Change[] {
  return Array.from({ length: count }, (_, i) => change(`u${i}`, { action }));
}

const SIZES: readonly (readonly [Action, number, readonly number[]])[] = [
  ["suspend", 0, []],
  ["suspend", 1, [1]],
  ["suspend", 49, [49]],
  ["suspend", 50, [50]],
  ["suspend", 51, [50, 1]],
  ["unsuspend", 101, [50, 50, 1]],
  ["invite", 51, [50, 1]],
  ["setLicense", 19, [19]],
  ["setLicense", 20, [20]],
  ["setLicense", 21, [20, 1]],
  ["setLicense", 90, [20, 20, 20, 20, 10]],
];

describe("batchesOf", () => {
  for (const [action, count, sizes] of SIZES) {
    it(`puts ${count} users to ${action} into ${sizes.length} calls`, () => {
      deepEqual(
        batchesOf(steps(action, count)).map((batch) => batch.steps.length),
        sizes,
      );
    });
  }

  it("needs 200 calls for 10,000 suspensions and loses nobody", () => {
    const batches = batchesOf(steps("suspend", 10_000));
    deepEqual(batches.length, 200);
    deepEqual(new Set(batches.flatMap((batch) => batch.steps.map((step) => step.user))).size, 10_000);
  });

  it("keeps actions apart and their order", () => {
    const batches = batchesOf([...steps("suspend", 2), ...steps("unsuspend", 1), ...steps("suspend", 1)]);
    deepEqual(
      batches.map((batch) => [batch.action, batch.steps.length]),
      [
        ["suspend", 3],
        ["unsuspend", 1],
      ],
    );
  });
});
