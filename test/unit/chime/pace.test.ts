import assert from "node:assert/strict";
import fc from "fast-check";
import { createPace } from "../../../provider/chime/pace/createPace";
import type { Pace } from "../../../provider/chime/pace/pace";
import { range } from "../../support/people";
import { anySecond, type Outcome, perSecond, type Service, simulate, store } from "./simulatedClient";

interface Sending {
  readonly seconds: number;
  readonly refused: number;
  readonly sentAt: readonly number[];
}

/** Sends one request after the other until `calls` are through; every answer takes `latencyMs`. */
function send(pace: Pace, service: Service, calls: number, latencyMs: number): Sending {
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
    if (taken) {
      accepted += 1;
      pace.answered(ticket, now);
    } else {
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
  { name: "a store of 5 that fills with 20 a second", service: () => store(20, 5), rate: 20, mostRefused: 6 },
  { name: "20 in every second of the clock", service: () => perSecond(20), rate: 20, mostRefused: 10 },
  { name: "a store of 100 that fills with 100 a second", service: () => store(100, 100), rate: 100, mostRefused: 6 },
];

interface LimitedCase {
  readonly name: string;
  readonly service: (rate: number) => Service;
  readonly rate: number;
  readonly calls: number;
  /** Refused requests in a hundred calls: on average, and in the worst run. */
  readonly refused: number;
  readonly worst: number;
  /** How many times as long as the rate alone would make it, on average. */
  readonly time: number;
}

const STORES: LimitedCase[] = [
  { rate: 5, calls: 100, refused: 4.5, worst: 6, time: 1.1 },
  { rate: 5, calls: 200, refused: 3, worst: 3.5, time: 1.05 },
  { rate: 20, calls: 40, refused: 6, worst: 10, time: 0.9 },
  { rate: 20, calls: 100, refused: 3, worst: 5, time: 1 },
  { rate: 20, calls: 200, refused: 3, worst: 3, time: 1 },
  { rate: 20, calls: 1000, refused: 2, worst: 2, time: 1 },
  { rate: 50, calls: 100, refused: 3, worst: 6, time: 1 },
  { rate: 100, calls: 500, refused: 1, worst: 2, time: 1 },
].map((scene) => ({ ...scene, name: "a store as large as the rate", service: (rate: number) => store(rate, rate) }));

const OTHERS: LimitedCase[] = [
  {
    name: "a small store",
    service: (rate: number) => store(rate, rate / 4),
    calls: 200,
    refused: 3,
    worst: 3,
    time: 1.3,
  },
  {
    name: "a large store",
    service: (rate: number) => store(rate, rate * 2),
    calls: 200,
    refused: 4,
    worst: 6,
    time: 1,
  },
  { name: "so many by the clock", service: perSecond, calls: 200, refused: 4, worst: 7, time: 1.2 },
  { name: "so many in any second", service: anySecond, calls: 100, refused: 4, worst: 6, time: 1.35 },
  { name: "so many in any second", service: anySecond, calls: 200, refused: 3, worst: 4, time: 1.3 },
].map((scene) => ({ ...scene, rate: 20 }));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

interface Run extends Outcome {
  /** How much more or less than its rate the service allowed. */
  readonly factor: number;
}

/**
 * Calls with other chances thrown in each time, after reading one account and after reading 51 pages. The exact rate
 * decides how much of the last group is refused, so it varies too.
 */
function run(calls: number, service: (factor: number) => Service, slots = 8): Run[] {
  return Array.from({ length: 24 }, (_, index) => {
    const factor = 0.8 + (0.4 * index) / 23;
    const readsBefore = index % 2 === 0 ? 1 : 51;
    const scene = { service: service(factor), calls, latencyMs: 50, slots, seed: index + 1, readsBefore };
    return { ...simulate({ ...scene, pace: createPace(undefined) }), factor };
  });
}

/** How many times as fast as one after the other. */
function speed(calls: number, slots?: number): number {
  return mean(run(calls, () => () => true, slots).map(({ seconds }) => (calls * 0.052) / seconds));
}

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

  it("makes up for time that a busy machine has lost, where a rate was told", () => {
    const pace = createPace(20);
    let now = 0;
    for (let sent = 0; sent < 200; sent += 1) {
      now += pace.waitMs(now) + (sent % 3 === 0 ? 30 : 0);
      pace.answered(pace.send(now), now);
    }
    assert.ok(now <= 10_400, `${now} ms for what takes ten seconds`);
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
          else pace.answered(ticket, now);
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

describe("pace, with eight requests under way", () => {
  for (const { name, service, rate, calls, refused, worst, time } of [...STORES, ...OTHERS]) {
    it(`is seldom refused in ${calls} calls at ${rate} a second, and hardly held back: ${name}`, () => {
      const outcomes = run(calls, (factor) => service(rate * factor));
      const shares = outcomes.map((outcome) => (outcome.refused * 100) / calls);
      assert.ok(mean(shares) <= refused, `${mean(shares)} % refused`);
      assert.ok(Math.max(...shares) <= worst, `${Math.max(...shares)} % refused at worst`);
      const times = outcomes.map(({ seconds, factor }) => (seconds * rate * factor) / calls);
      assert.ok(mean(times) <= time, `${mean(times)} times as long`);
      assert.ok(outcomes.every((outcome) => outcome.failed === 0));
    });
  }

  for (const readsBefore of [1, 6]) {
    it(`makes 20 calls more than 6 times as fast as one after the other, and is seldom refused, after ${readsBefore} reads`, () => {
      const scene = { calls: 20, latencyMs: 50, readsBefore };
      const runs = range(0, 24).map((index) => {
        const limit = 20 * (0.8 + (0.4 * index) / 23);
        const [free, limited] = [() => true, store(limit, limit)].map((service) =>
          simulate({ ...scene, pace: createPace(undefined), service, seed: index + 1 }),
        );
        return { seconds: free?.seconds ?? 0, refused: limited?.refused ?? 0 };
      });
      const times = mean(runs.map(({ seconds }) => (20 * 0.052) / seconds));
      assert.ok(times > 6, `${times} times as fast where nothing limits it`);
      const refused = mean(runs.map((one) => (100 * one.refused) / (20 + readsBefore)));
      assert.ok(refused <= 3, `${refused} % of the requests refused at 20 a second`);
    });
  }

  for (const [calls, faster] of [
    [40, 3.5],
    [100, 4.8],
    [200, 5.8],
    [1000, 7.2],
  ] as const) {
    it(`makes ${calls} calls at least ${faster} times as fast as one after the other, where nothing limits it`, () => {
      assert.ok(speed(calls) >= faster, `${speed(calls)} times as fast`);
    });
  }

  it("asks for more than eight at once where the slots allow it and nothing limits it", () => {
    assert.ok(speed(1000, 20) >= 11, `${speed(1000, 20)} times as fast`);
  });

  it("follows a limit that comes up only after a while", () => {
    const outcomes = run(600, (factor) => {
      const limit = store(20 * factor, 20);
      return (now) => now < 3_000 || limit(now);
    });
    const refused = mean(outcomes.map((outcome) => outcome.refused));
    assert.ok(refused <= 16, `${refused} refused`);
  });

  it("climbs again after a time in which everything was refused", () => {
    const limit = store(20, 20);
    const { seconds, failed } = simulate({
      pace: createPace(undefined),
      service: (now) => (now < 5_000 || now > 9_000) && limit(now),
      calls: 300,
      latencyMs: 50,
    });
    assert.ok(seconds <= 25, `${seconds} s`);
    assert.equal(failed, 0);
  });
});

describe("the opening of a pace", () => {
  it("sends a group, and the next when all of it is answered", () => {
    const pace = createPace(undefined);
    const tickets = [pace.send(0), pace.send(0), pace.send(0), pace.send(0)];
    assert.ok(pace.waitMs(0) > 0);
    for (const ticket of tickets.slice(1)) pace.answered(ticket, 50);
    assert.ok(pace.waitMs(50) > 0);
    pace.answered(tickets[0] ?? assert.fail(), 60);
    assert.equal(pace.waitMs(60), 0);
  });

  it("does not wait for ever for an answer", () => {
    const pace = createPace(undefined);
    for (let sent = 0; sent < 4; sent++) pace.send(0);
    assert.equal(pace.waitMs(0), 2_000);
    assert.equal(pace.waitMs(2_000), 0);
    pace.send(2_000);
    assert.equal(pace.waitMs(2_000), 0);
  });

  it("takes a late answer for no answer of the present group", () => {
    const pace = createPace(undefined);
    const late = [pace.send(0), pace.send(0), pace.send(0), pace.send(0)];
    for (let sent = 0; sent < 4; sent++) pace.send(2_000);
    for (const ticket of late) pace.answered(ticket, 2_010);
    assert.ok(pace.waitMs(2_010) > 0);
  });

  it("learns nothing about large groups from requests that come one by one", () => {
    const pace = createPace(undefined);
    for (let now = 0; now < 5_000; now += 50) pace.answered(pace.send(now), now + 50);
    for (let sent = 0; sent < 4; sent++) pace.send(5_000);
    assert.ok(pace.waitMs(5_000) > 0);
  });
});
