import { deepEqual, equal } from "node:assert/strict";
import { createProgress, timeLeft } from "../../../provider/lifecycle/progress";

/** A clock that stands where a test puts it. */
class StoppedClock {
  #now = 1_000_000;

  now(): number {
    return this.#now;
  }

  monotonicMs(): number {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    this.#now += ms;
    return Promise.resolve();
  }
}

describe("progress", () => {
  it("says nothing of what is short, and then one thing in five seconds", async () => {
    const clock = new StoppedClock();
    const said: string[] = [];
    const progress = createProgress((text) => said.push(text), clock);
    for (let second = 0; second <= 17; second += 0.5) {
      progress(() => `at ${second}`);
      await clock.sleep(500);
    }
    deepEqual(said, ["at 5", "at 10", "at 15"]);
  });

  it("tells the time that is left by the pace so far", () => {
    equal(timeLeft(0, 100, 5_000), "");
    equal(timeLeft(50, 100, 5_000), ", about 5 s left");
    equal(timeLeft(1_000, 50_000, 5_000), ", about 5 min left");
  });
});
