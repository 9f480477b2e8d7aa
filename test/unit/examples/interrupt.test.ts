import { deepEqual } from "node:assert/strict";

describe("Ctrl-C in examples/fleet", () => {
  it("lets nothing more begin, and cancels what is under way the second time", async () => {
    const { Interrupt } = await import("../../../examples/fleet/interrupt.mts");
    const before = process.listeners("SIGTERM");
    const told: string[] = [];
    const interrupt = new Interrupt((text) => told.push(text));
    const added = process.listeners("SIGTERM").filter((listener) => !before.includes(listener));
    try {
      const states = [[interrupt.isStopped, interrupt.cancelled.aborted]];
      for (const _ of ["first", "second"]) {
        for (const come of added) come("SIGTERM");
        states.push([interrupt.isStopped, interrupt.cancelled.aborted]);
      }
      deepEqual(states, [
        [false, false],
        [true, false],
        [true, true],
      ]);
      deepEqual(told, [
        "Stopping: what is under way is finished, nothing more begins. Ctrl-C again cancels.",
        "Cancelling.",
      ]);
    } finally {
      interrupt.leave();
      for (const signal of ["SIGINT", "SIGTERM"]) for (const come of added) process.off(signal, come);
    }
  });
});
