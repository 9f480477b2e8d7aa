import assert from "node:assert/strict";
import { DeadlinePassed, withPatience } from "../../../provider/chime/callOptions";
import { Progress } from "../../../provider/chime/progress";
import type { Clock } from "../../../provider/model/clock";

/** A clock on which waiting takes no time; before each wait is over, `meanwhile` happens. */
function clockWith(meanwhile: (now: number) => void): Clock {
  let now = 0;
  return {
    now: () => now,
    monotonicMs: () => now,
    async sleep(ms, signal) {
      const end = now + ms;
      for (; now < end; now += 100) {
        signal?.throwIfAborted();
        meanwhile(now);
        await Promise.resolve();
      }
      now = end;
    },
  };
}

/** When work that never ends by itself is ended, by a patience of a second, where the service answers at these times. */
async function endedAt(answers: readonly number[]): Promise<number> {
  const clock = clockWith((now) => {
    if (answers.includes(now)) progress.note();
  });
  const progress = new Progress(clock);
  await assert.rejects(
    withPatience({ patienceMs: 1_000 }, clock, progress, async (signal) => {
      await new Promise((resolve) => signal?.addEventListener("abort", resolve));
      throw signal?.reason;
    }),
    DeadlinePassed,
  );
  return clock.monotonicMs();
}

describe("patience", () => {
  for (const { name, answers, end } of [
    { name: "nothing ever comes", answers: [], end: 1_000 },
    { name: "one answer comes", answers: [300], end: 1_300 },
    { name: "answers come as long as others are served", answers: [900, 1_800, 2_700, 3_600], end: 4_600 },
    { name: "the next answer would come too late", answers: [500, 1_600], end: 1_500 },
  ]) {
    it(`is over a second after the last answer to anybody: ${name}`, async () => {
      assert.equal(await endedAt(answers), end);
    });
  }

  it("is over by the caller's own signal as well", async () => {
    const clock = clockWith(() => undefined);
    const stop = new AbortController();
    stop.abort(new Error("stopped"));
    const work = withPatience(
      { patienceMs: 1_000, signal: stop.signal },
      clock,
      new Progress(clock),
      async (signal) => {
        signal?.throwIfAborted();
      },
    );
    await assert.rejects(work, /stopped/);
  });
});
