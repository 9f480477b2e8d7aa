import assert from "node:assert/strict";
import { createRateLimiter } from "../../../provider/chime/pace/rateLimiter";
import { createSlots } from "../../../provider/chime/pace/slots";
import type { Clock } from "../../../provider/model/clock";

interface ManualClock extends Clock {
  advance(ms: number): Promise<void>;
  /** What somebody does who corrects the machine's time; no interval gets longer or shorter by it. */
  setBack(ms: number): void;
}

/** A clock that stands still until it is told to go on; sleepers wake in the order of their times. */
function manualClock(): ManualClock {
  let now = 0;
  let behind = 0;
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => now - behind,
    monotonicMs: () => now,
    setBack(ms) {
      behind += ms;
    },
    sleep: (ms, signal) =>
      new Promise((wake, reject) => {
        sleepers.push({ at: now + ms, wake });
        signal?.addEventListener("abort", () => reject(signal.reason));
      }),
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        const [next] = sleepers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        sleepers = sleepers.filter((sleeper) => sleeper !== next);
        now = Math.max(now, next.at);
        next.wake();
      }
      now = end;
    },
  };
}

describe("rate limiter", () => {
  it("lets requests through one by one, in the order they came", async () => {
    const clock = manualClock();
    const limiter = createRateLimiter(clock, 10);
    const log: string[] = [];
    for (const name of ["a", "b", "c"])
      void limiter.acquire().then(() => log.push(`${name} at ${Math.round(clock.now())}`));
    await clock.advance(1000);
    assert.deepEqual(log, ["a at 0", "b at 102", "c at 204"]);
  });

  it("holds everybody back when one is throttled", async () => {
    const clock = manualClock();
    const limiter = createRateLimiter(clock, undefined);
    const ticket = await limiter.acquire();
    limiter.throttled(ticket);
    const log: number[] = [];
    void limiter.acquire().then(() => log.push(clock.now()));
    await clock.advance(240);
    assert.deepEqual(log, []);
    await clock.advance(20);
    assert.deepEqual(log, [250]);
  });

  it("wakes who waits when an answer comes in", async () => {
    const clock = manualClock();
    const limiter = createRateLimiter(clock, undefined);
    const group = [];
    for (let sent = 0; sent < 4; sent += 1) group.push(await limiter.acquire());
    const log: number[] = [];
    void limiter.acquire(new AbortController().signal).then(() => log.push(clock.now()));
    await clock.advance(50);
    for (const ticket of group) limiter.answered(ticket);
    await clock.advance(10);
    assert.deepEqual(log, [50]);
  });

  it("tells who waits when a request is throttled", async () => {
    const clock = manualClock();
    const limiter = createRateLimiter(clock, undefined);
    const group = [];
    for (let sent = 0; sent < 4; sent += 1) group.push(await limiter.acquire());
    const log: number[] = [];
    void limiter.acquire().then(() => log.push(clock.now()));
    await clock.advance(50);
    for (const ticket of group) limiter.throttled(ticket);
    await clock.advance(1000);
    assert.deepEqual(log, [300]);
  });

  for (const [name, told, last] of [
    ["a told rate", 10, 102],
    ["no rate told, after a refusal", undefined, 250],
  ] as const) {
    it(`waits no longer where the clock is set back by an hour: ${name}`, async () => {
      const clock = manualClock();
      const limiter = createRateLimiter(clock, told);
      const ticket = await limiter.acquire();
      if (told === undefined) limiter.throttled(ticket);
      const log: number[] = [];
      clock.setBack(3_600_000);
      void limiter.acquire().then(() => log.push(Math.round(clock.monotonicMs())));
      await clock.advance(1_000);
      assert.deepEqual(log, [last]);
    });
  }

  it("lets an aborted request go at once, without a turn for it", async () => {
    const clock = manualClock();
    const limiter = createRateLimiter(clock, 1);
    await limiter.acquire();
    const stop = new AbortController();
    const log: string[] = [];
    limiter.acquire(stop.signal).catch((reason: Error) => log.push(reason.message));
    void limiter.acquire().then(() => log.push(`next at ${Math.round(clock.now())}`));
    await clock.advance(10);
    stop.abort(new Error("stopped"));
    await clock.advance(2000);
    assert.deepEqual(log, ["stopped", "next at 1020"]);
  });

  it("refuses a request that was aborted before", async () => {
    const limiter = createRateLimiter(manualClock(), 1);
    await assert.rejects(limiter.acquire(AbortSignal.abort(new Error("stopped"))), /stopped/);
  });
});

describe("slots", () => {
  it("are given back once each, to the first who waits", async () => {
    const slots = createSlots(1);
    const log: string[] = [];
    const release = await slots.acquire();
    void slots.acquire().then(() => log.push("second"));
    void slots.acquire().then(() => log.push("third"));
    release();
    release();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(log, ["second"]);
  });

  it("are not kept by somebody who stopped waiting", async () => {
    const slots = createSlots(1);
    const release = await slots.acquire();
    const stop = new AbortController();
    const stopped = slots.acquire(stop.signal).catch((reason: Error) => reason.message);
    stop.abort(new Error("stopped"));
    assert.equal(await stopped, "stopped");
    release();
    assert.equal(typeof (await slots.acquire()), "function");
  });
});
