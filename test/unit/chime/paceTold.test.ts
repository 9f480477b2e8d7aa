import assert from "node:assert/strict";
import { ToldPace } from "../../../provider/chime/pace/toldPace";

/** Sends `count` requests as soon as each may go. Returns when, in whole milliseconds. */
function sendAll(pace: ToldPace, from: number, count: number): number[] {
  let now = from;
  return Array.from({ length: count }, () => {
    now += pace.waitMs(now);
    pace.answered(pace.send(now));
    return Math.round(now - from);
  });
}

const perSecond = (times: readonly number[]): number => ((times.length - 1) * 1000) / (times.at(-1) ?? 0);

describe("the told pace", () => {
  for (const { rate, times } of [
    { rate: 0.5, times: [0, 2_000, 4_041] },
    { rate: 1, times: [0, 1_010, 2_030] },
    { rate: 1.5, times: [0, 1_010, 2_020] },
    { rate: 4, times: [0, 55, 310, 565, 1_010] },
  ]) {
    it(`sends ${rate} a second from the start, one after the other`, () => {
      assert.deepEqual(sendAll(new ToldPace(rate), 10_000, times.length), times);
    });
  }

  it("makes up for a late request, but not with more than a second may have", () => {
    const pace = new ToldPace(4);
    const waits = [0, 455, 511, 766, 1_021].map((now) => {
      pace.send(now);
      return Math.round(pace.waitMs(now));
    });
    // The second request was 200 ms late, and the third follows at once. The fifth fills the second of the second.
    assert.deepEqual(waits, [255, 55, 254, 254, 444]);
  });

  it("is slower after refusals than it was told, and climbs back to that and no further", () => {
    const pace = new ToldPace(20);
    const times = sendAll(pace, 10_000, 11);
    pace.throttled(pace.send(10_600), 10_600);
    const slow = sendAll(pace, 10_850, 100);
    const later = sendAll(pace, 60_000, 300);
    assert.ok(perSecond(times) > 19 && perSecond(slow) < 12, `${perSecond(times)}, then ${perSecond(slow)} a second`);
    assert.ok(perSecond(later) > 19 && perSecond(later) <= 20, `${perSecond(later)} a second in the end`);
  });
});
