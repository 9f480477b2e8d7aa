import assert from "node:assert/strict";
import fc from "fast-check";
import { createPace, type Pace } from "../../../provider/chime/retry/pace";

/** Whether a service takes a request that arrives at a time in milliseconds. */
type Service = (now: number) => boolean;

/** A store of `size` that fills with `rate` a second. */
function store(rate: number, size: number): Service {
  let tokens = size;
  let last = 0;
  return (now) => {
    tokens = Math.min(size, tokens + ((now - last) * rate) / 1000);
    last = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** At most `rate` in every second of the clock. */
function perSecond(rate: number): Service {
  const counts = new Map<number, number>();
  return (now) => {
    const second = Math.floor(now / 1000);
    const count = counts.get(second) ?? 0;
    counts.set(second, count + 1);
    if (count >= rate) counts.set(second, rate);
    return count < rate;
  };
}

interface Run {
  readonly seconds: number;
  readonly refused: number;
  readonly sentAt: readonly number[];
}

/** Sends one request after the other until `calls` are through; every answer takes `latencyMs`. */
function send(pace: Pace, service: Service, calls: number, latencyMs: number): Run {
  let now = 0;
  let accepted = 0;
  let refused = 0;
  const sentAt: number[] = [];
  while (accepted < calls) {
    now += pace.waitMs(now);
    const ticket = pace.send(now);
    sentAt.push(now);
    const taken = service(now);
    now += latencyMs;
    if (taken) accepted += 1;
    else {
      refused += 1;
      pace.throttled(ticket, now);
    }
  }
  return { seconds: now / 1000, refused, sentAt };
}

interface Case {
  readonly name: string;
  readonly service: () => Service;
  readonly rate: number;
  readonly mostRefused: number;
}

const CASES: Case[] = [
  { name: "a store of 20 that fills with 20 a second", service: () => store(20, 20), rate: 20, mostRefused: 6 },
  { name: "a store of 5 that fills with 20 a second", service: () => store(20, 5), rate: 20, mostRefused: 8 },
  { name: "20 in every second of the clock", service: () => perSecond(20), rate: 20, mostRefused: 12 },
  { name: "a store of 100 that fills with 100 a second", service: () => store(100, 100), rate: 100, mostRefused: 14 },
];

describe("pace", () => {
  for (const { name, service, rate, mostRefused } of CASES) {
    it(`finds the rate of ${name}`, () => {
      const { seconds, refused } = send(createPace(undefined), service(), 500, 3);
      assert.ok(seconds <= (500 / rate) * 1.15, `${seconds} s`);
      assert.ok(refused <= mostRefused, `${refused} refused`);
    });

    it(`keeps to a told rate, unrefused, for ${name}`, () => {
      const { seconds, refused } = send(createPace(rate), service(), 500, 3);
      assert.ok(seconds <= (500 / rate) * 1.05, `${seconds} s`);
      assert.equal(refused, 0);
    });
  }

  it("finds a rate that falls to a quarter, and one that rises to four times", () => {
    const before = store(40, 40);
    const after = store(10, 10);
    const pace = createPace(undefined);
    const falling = send(pace, (now) => (now < 10_000 ? before(now) : after(now)), 600, 3);
    assert.ok(falling.refused <= 25, `${falling.refused} refused`);
    const slow = store(10, 10);
    const fast = store(40, 40);
    const rising = send(createPace(undefined), (now) => (now < 10_000 ? slow(now) : fast(now)), 1000, 3);
    assert.ok(rising.seconds <= 10 + (900 / 40) * 1.6, `${rising.seconds} s`);
  });

  it("is not held back by a service that has no limit", () => {
    const { seconds } = send(createPace(undefined), () => true, 1000, 3);
    assert.ok(seconds < 5, `${seconds} s`);
  });

  it("goes on, slowly, where the service refuses everything for a while", () => {
    const { seconds, refused } = send(createPace(undefined), (now) => now > 30_000, 1, 3);
    assert.ok(seconds > 30 && seconds < 33, `${seconds} s`);
    assert.ok(refused < 25, `${refused} refused`);
  });

  it("opens with the rate that was told, not with a burst", () => {
    const { sentAt } = send(createPace(2), () => true, 4, 1);
    assert.deepEqual(
      sentAt.map((at) => Math.round(at)),
      [0, 510, 1020, 1531],
    );
  });

  it("never passes the told rate in any second, whatever is refused and however late the clock", () => {
    const events = fc.array(fc.record({ lateMs: fc.nat(30), refused: fc.boolean() }), {
      minLength: 20,
      maxLength: 300,
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), events, (rate, list) => {
        const pace = createPace(rate);
        const sentAt: number[] = [];
        let now = 0;
        for (const { lateMs, refused } of list) {
          now += pace.waitMs(now) + lateMs;
          const ticket = pace.send(now);
          sentAt.push(now);
          if (refused) pace.throttled(ticket, now);
        }
        for (const [index, at] of sentAt.entries()) {
          const inSecond = sentAt.slice(index).filter((other) => other < at + 1000).length;
          assert.ok(inSecond <= rate, `${inSecond} in the second from ${at}, ${rate} told`);
        }
      }),
      { seed: Number(process.env["FC_SEED"] ?? 20261121), numRuns: 200 },
    );
  });
});
