import assert from "node:assert/strict";
import { MeasuredPace, timerSlackMs } from "../../../provider/chime/pace/measuredPace";
import { Neighbors } from "../../../provider/chime/pace/neighbors";
import type { Ticket } from "../../../provider/chime/pace/pace";
import { Sendings } from "../../../provider/chime/pace/sendings";
import { ServiceRate } from "../../../provider/chime/pace/serviceRate";

const NO_CEILING = Number.POSITIVE_INFINITY;

/** Sends at these times. The last one is refused, and nothing else. */
function refusedAfter(times: readonly number[]): { sendings: Sendings; refused: Ticket } {
  const sendings = new Sendings();
  const tickets = times.map((time) => sendings.add(time));
  const refused = tickets.at(-1) ?? assert.fail();
  sendings.refused(refused);
  return { sendings, refused };
}

/** A rate that was found at the time 0 by the refusal of the 21st request at once: 20 a second, less five percent. */
function rateOfTwenty(ceiling = NO_CEILING): { sendings: Sendings; rate: ServiceRate } {
  const { sendings, refused } = refusedAfter(Array<number>(21).fill(0));
  return { sendings, rate: new ServiceRate(sendings, ceiling, new Neighbors(), refused, 0) };
}

/** Sends `count` requests, one each `intervalMs` from `from` on, and has all accepted. */
function accept({ sendings, rate }: ReturnType<typeof rateOfTwenty>, from: number, intervalMs: number, count: number) {
  for (let index = 0; index < count; index += 1) rate.answered(sendings.add(from + index * intervalMs));
}

function refuse({ sendings, rate }: ReturnType<typeof rateOfTwenty>, sentAt: number): number | undefined {
  const ticket = sendings.add(sentAt);
  sendings.refused(ticket);
  return rate.throttled(ticket, sentAt);
}

function assertNear(found: number, expected: number): void {
  assert.ok(Math.abs(found - expected) < 1e-6, `${found}, not ${expected}`);
}

const every = (intervalMs: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => index * intervalMs);

describe("the rate that refusals show", () => {
  for (const { name, times, rate } of [
    { name: "twenty at once: a second's worth", times: [...Array<number>(20).fill(0), 0], rate: 20 },
    { name: "forty in the course of a second: two seconds' worth", times: [...every(25, 40), 1_000], rate: 20 },
    {
      name: "a burst after quiet: the burst alone",
      times: [...every(1_000, 5), ...Array<number>(31).fill(60_000)],
      rate: 30,
    },
    { name: "nothing: one a second", times: [0], rate: 1 },
  ]) {
    it(`is at first what was taken, less five percent: ${name}`, () => {
      const { sendings, refused } = refusedAfter(times);
      assertNear(new ServiceRate(sendings, NO_CEILING, new Neighbors(), refused, 0).present(0), rate * 0.95);
    });
  }

  it("is not what was sent after the refused one, of which nothing is known yet", () => {
    const { sendings, refused } = refusedAfter(Array<number>(21).fill(0));
    for (let sent = 0; sent < 30; sent += 1) sendings.add(100);
    assertNear(new ServiceRate(sendings, NO_CEILING, new Neighbors(), refused, 0).present(0), 19);
  });

  it("climbs with every request, slowly at first, up to the ceiling", () => {
    const scene = rateOfTwenty(30);
    const climb = [0, 50, 50, 50].map((count) => {
      for (let sent = 0; sent < count; sent += 1) scene.sendings.add(1_000);
      return scene.rate.present(0);
    });
    // Twenty requests showed it, so that a hundred raise it by the whole of it.
    for (const [index, expected] of [19, 24, 30, 30].entries()) assertNear(climb[index] ?? 0, expected);
  });

  it("is measured from refusal to refusal", () => {
    const scene = rateOfTwenty();
    accept(scene, 1_000, 100, 90);
    assertNear(refuse(scene, 10_000) ?? 0, 1000 / (9 * 0.95));
    assertNear(scene.rate.present(0), 9 * 0.95);
  });

  it("climbs more slowly from there, since more requests show it", () => {
    const scene = rateOfTwenty();
    accept(scene, 1_000, 100, 90);
    refuse(scene, 10_000);
    for (let sent = 0; sent < 250; sent += 1) scene.sendings.add(11_000);
    assertNear(scene.rate.present(0), 9 * 1.95);
  });

  it("is not measured anew by answers to what was under way at the refusal", () => {
    const sendings = new Sendings();
    const [refused, late] = Array.from({ length: 22 }, () => sendings.add(0)).slice(20);
    sendings.refused(refused ?? assert.fail());
    const rate = new ServiceRate(sendings, NO_CEILING, new Neighbors(), refused ?? assert.fail(), 0);
    const present = rate.present(0);
    rate.answered(late ?? assert.fail());
    assert.equal(refuse({ sendings, rate }, 900), 250);
    assertNear(rate.present(0), present);
  });

  it("leaves out what was refused in between", () => {
    const sendings = new Sendings();
    const [mark, ...late] = Array.from({ length: 24 }, () => sendings.add(0)).slice(20);
    const scene = { sendings, rate: new ServiceRate(sendings, NO_CEILING, new Neighbors(), mark ?? assert.fail(), 0) };
    for (const ticket of late) scene.rate.throttled(ticket, 50);
    accept(scene, 1_000, 100, 90);
    refuse(scene, 10_000);
    assertNear(scene.rate.present(0), 9 * 0.95);
  });

  it("is at least four fifths of what the last second took", () => {
    const scene = rateOfTwenty();
    accept(scene, 9_500, 10, 50);
    refuse(scene, 10_000);
    assertNear(scene.rate.present(0), 50 * 0.8 * 0.95);
  });

  it("is never less than one a second", () => {
    const scene = rateOfTwenty();
    accept(scene, 1_000, 1, 1);
    refuse(scene, 60_000);
    assertNear(scene.rate.present(0), 0.95);
  });

  it("takes refusals of what was under way for the same one", () => {
    const sendings = new Sendings();
    const tickets = Array.from({ length: 24 }, () => sendings.add(0));
    const refused = tickets[20] ?? assert.fail();
    for (const ticket of tickets.slice(20)) sendings.refused(ticket);
    const rate = new ServiceRate(sendings, NO_CEILING, new Neighbors(), refused, 0);
    for (const ticket of tickets.slice(21)) assert.equal(rate.throttled(ticket, 50), undefined);
    assertNear(rate.present(0), 19);
  });

  it("pauses longer and longer where nothing is accepted, at most two seconds, and keeps its estimate", () => {
    const scene = rateOfTwenty();
    const pauses = [900, 1_200, 2_300, 4_400].map((sentAt) => refuse(scene, sentAt));
    assert.deepEqual(pauses, [250, 1_000, 2_000, 2_000]);
    assertNear(scene.rate.present(0), 19);
  });

  it("waits until what a service took is a second old, where nothing was accepted since", () => {
    assert.equal(refuse(rateOfTwenty(), 250), 780);
  });

  it("begins anew with short pauses once something was accepted", () => {
    const scene = rateOfTwenty();
    for (const sentAt of [900, 1_200, 2_300]) refuse(scene, sentAt);
    accept(scene, 4_000, 50, 1);
    refuse(scene, 4_500);
    assert.equal(refuse(scene, 4_900), 250);
  });
});

describe("the measured pace", () => {
  it("spaces by the ceiling until a refusal, by what that shows from then on", () => {
    const pace = new MeasuredPace(new Sendings(), 10, timerSlackMs);
    pace.send(1_000);
    assert.equal(pace.waitMs(1_000), 98);
    const refused = pace.send(1_098);
    pace.throttled(refused, 1_098);
    assert.equal(pace.waitMs(1_098), 250);
    pace.send(1_348);
    assert.ok(pace.waitMs(1_348) > 500);
  });

  for (const { name, rate, lateMs, wait } of [
    { name: "a little late", rate: 10, lateMs: 1, wait: 99 },
    { name: "very late", rate: 10, lateMs: 50, wait: 98 },
    { name: "very late, at short intervals", rate: 100, lateMs: 50, wait: 6 },
  ]) {
    it(`makes up for what a timer is late, and for no more: ${name}`, () => {
      const pace = new MeasuredPace(new Sendings(), rate, () => timerSlackMs(1000 / rate));
      pace.send(10_000);
      const next = 10_000 + pace.waitMs(10_000) + lateMs;
      pace.send(next);
      assertNear(pace.waitMs(next), wait);
    });
  }

  it("leaves the refused ones out, and measures again once something was accepted", () => {
    const pace = new MeasuredPace(new Sendings(), 1_000, timerSlackMs);
    const first = Array.from({ length: 21 }, () => pace.send(10_000));
    pace.throttled(first[20] ?? assert.fail(), 10_000);
    pace.pauseUntil(20_000);
    pace.send(20_000);
    assertNear(pace.waitMs(20_000), 1000 / (20 * (0.95 + 0.01 ** 2)));
    for (let now = 21_000; now < 30_000; now += 100) pace.answered(pace.send(now));
    const second = pace.send(31_000);
    pace.throttled(second, 40_000);
    // 91 accepted in the 21 seconds from one refused request to the other.
    assertNear(pace.waitMs(40_000), 1000 / ((91 / 21) * 0.95));
  });

  it("never shortens a pause", () => {
    const pace = new MeasuredPace(new Sendings(), 10, timerSlackMs);
    pace.pauseUntil(5_000);
    pace.pauseUntil(3_000);
    assert.equal(pace.waitMs(1_000), 4_000);
  });
});

describe("what was sent", () => {
  it("forgets the oldest times, and no number", () => {
    const sendings = new Sendings();
    for (let now = 1; now <= 2_001; now += 1) sendings.add(now);
    assert.equal(sendings.count, 2_001);
    assert.equal(sendings.taken.length, 1_001);
    assert.equal(sendings.taken[0], 1_001);
  });

  it("knows what was taken after a time, without what was refused", () => {
    const sendings = new Sendings();
    const tickets = [10, 20, 30, 40].map((now) => sendings.add(now));
    sendings.refused(tickets[2] ?? assert.fail());
    assert.deepEqual(sendings.takenSince(10), [20, 40]);
    assert.deepEqual(sendings.takenSince(40), []);
    assert.deepEqual(sendings.takenSince(0), [10, 20, 40]);
  });
});
