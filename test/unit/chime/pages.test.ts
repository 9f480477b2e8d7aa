import assert from "node:assert/strict";
import { type CallOperation, listAllUsers } from "../../../provider/chime/pages";
import type { Clock } from "../../../provider/model/clock";

describe("the pages of ListUsers", () => {
  for (const [name, stepMs] of [
    ["a clock that goes on", 300],
    ["a clock that is set back by an hour", -3_600_000],
    ["a clock that is set forward by an hour", 3_600_000],
  ] as const) {
    it(`share one deadline: ${name}`, async () => {
      const deadlines: (number | undefined)[] = [];
      let wallMs = 1_000_000_000;
      let elapsedMs = 0;
      const clock: Clock = { now: () => wallMs, monotonicMs: () => elapsedMs, sleep: async () => undefined };
      const call: CallOperation = async (operation, _input, options) => {
        deadlines.push(options?.deadlineMs);
        wallMs += stepMs;
        elapsedMs += 300;
        return operation.readAnswer(
          { Users: [], ...(deadlines.length < 5 ? { NextToken: `${deadlines.length}` } : {}) },
          { redact: (text) => text },
        );
      };
      for await (const _ of listAllUsers(call, { accountId: "a" }, clock, { deadlineMs: 1_000 }));
      assert.deepEqual(deadlines, [1_000, 700, 400, 100, 0]);
    });
  }
});
