import { equal } from "node:assert/strict";
import { Arrivals } from "../../../provider/native/front/arrivals";
import { fastClock } from "../../client/testClient";

/** How long is waited for silence, in milliseconds, where the engine asks other processes at these moments. */
async function waited(elsewhere: readonly number[], isToldByProgram = false): Promise<number> {
  const clock = fastClock(0);
  const arrivals = new Arrivals(clock);
  arrivals.note(isToldByProgram);
  await arrivals.silence(async () => elsewhere.filter((at) => at <= clock.now()).length);
  return clock.now();
}

describe("the engine has stopped asking", () => {
  it("once it has asked nobody for a moment, whatever process it asks", async () => {
    equal(await waited([]), 1_500);
    equal(await waited([0]), 1_500);
    equal(await waited([1_000]), 2_500);
    equal(await waited([1_000, 2_000, 3_000]), 4_500);
  });

  it("where that takes too long", async () => {
    equal(await waited(Array.from({ length: 20 }, (_, i) => i * 1_000)), 5_000);
  });

  it("at once where the program says whom its resources list", async () => {
    equal(await waited([1_000], true), 0);
  });
});
