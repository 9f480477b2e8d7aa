import { deepEqual } from "node:assert/strict";
import type { Action } from "../../../provider/plan/actions";
import { batchesOf } from "../../../provider/plan/batches";
import type { Change } from "../../../provider/plan/verdict";
import { change } from "../../support/planning";

function changes(action: Action, count: number): Change[] {
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
        batchesOf(changes(action, count)).map((batch) => batch.changes.length),
        sizes,
      );
    });
  }

  it("needs 200 calls for 10,000 suspensions and loses nobody", () => {
    const batches = batchesOf(changes("suspend", 10_000));
    deepEqual(batches.length, 200);
    deepEqual(new Set(batches.flatMap((batch) => batch.changes.map((change) => change.user))).size, 10_000);
  });

  it("keeps actions apart and their order", () => {
    const batches = batchesOf([...changes("suspend", 2), ...changes("unsuspend", 1), ...changes("suspend", 1)]);
    deepEqual(
      batches.map((batch) => [batch.action, batch.changes.length]),
      [
        ["suspend", 3],
        ["unsuspend", 1],
      ],
    );
  });
});
