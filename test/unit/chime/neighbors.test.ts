import assert from "node:assert/strict";
import { MeasuredPace, timerSlackMs } from "../../../provider/chime/pace/measuredPace";
import { Neighbors, type Notice, type NoticeOfOther, pool } from "../../../provider/chime/pace/neighbors";
import { OpenedPace } from "../../../provider/chime/pace/openedPace";
import { Sendings } from "../../../provider/chime/pace/sendings";

/** A board on which the others' notices are what the test says. */
function boardOf(...others: NoticeOfOther[]) {
  const posted: Notice[] = [];
  const board = {
    exchange: (notice: Notice) => {
      posted.push(notice);
      return others;
    },
    close() {},
  };
  return { board, posted, others };
}

const TWENTY = { rate: 20, requests: 20 };

describe("neighbors", () => {
  for (const { name, ages, active } of [
    { name: "nobody else", ages: [], active: 1 },
    { name: "one who was there just now, and one who has not been for a second", ages: [0, 1_001], active: 2 },
    { name: "three who were there within a second", ages: [0, 500, 1_000], active: 4 },
  ]) {
    it(`are those who have requests to send: ${name}`, () => {
      const neighbors = new Neighbors(boardOf(...ages.map((ageMs) => ({ revision: 0, ageMs }))).board);
      neighbors.look(0);
      assert.equal(neighbors.active, active);
    });
  }

  it("are looked at every tenth of a second, and at once where it is urgent", () => {
    const { board, posted } = boardOf();
    const neighbors = new Neighbors(board);
    for (const now of [0, 50, 99, 100, 150]) neighbors.look(now);
    assert.equal(posted.length, 2);
    neighbors.look(151, true);
    assert.equal(posted.length, 3);
  });

  it("tell what a refusal has shown under the next number", () => {
    const { board, posted } = boardOf({ revision: 3, ageMs: 0 });
    const neighbors = new Neighbors(board);
    neighbors.look(0);
    assert.equal(neighbors.areAhead, true);
    neighbors.tell(TWENTY, 0);
    assert.equal(neighbors.areAhead, false);
    neighbors.tell(TWENTY, 10);
    assert.deepEqual(posted.slice(1), [
      { revision: 3, estimate: TWENTY },
      { revision: 4, estimate: TWENTY },
    ]);
  });

  it("know together the mean of what those know who tell of the same refusal", () => {
    const { board } = boardOf(
      { revision: 1, ageMs: 0, estimate: { rate: 30, requests: 10 } },
      { revision: 1, ageMs: 0 },
      { revision: 0, ageMs: 0, estimate: { rate: 900, requests: 900 } },
      { revision: 1, ageMs: 5_000, estimate: { rate: 900, requests: 900 } },
    );
    const neighbors = new Neighbors(board);
    neighbors.look(0);
    neighbors.tell({ rate: 10, requests: 20 }, 0);
    assert.deepEqual(neighbors.together(), { rate: 20, requests: 15 });
  });

  it("know nothing together where nobody tells anything", () => {
    assert.equal(pool([]), undefined);
  });
});

describe("the pace of neighbors", () => {
  const paceBeside = (...others: NoticeOfOther[]) =>
    new MeasuredPace(new Sendings(), Number.POSITIVE_INFINITY, timerSlackMs, new Neighbors(boardOf(...others).board));

  it("goes by the refusal of another from the first request on, each with an equal part", () => {
    const pace = paceBeside({ revision: 1, ageMs: 0, estimate: TWENTY });
    // Two share 19 a second: one each 105 ms.
    assert.equal(Math.round(pace.waitMs(0)), 105);
  });

  it("opens with groups until another is refused", () => {
    const { board, others } = boardOf();
    const pace = new OpenedPace(new Neighbors(board));
    for (let sent = 0; sent < 3; sent += 1) pace.send(0);
    assert.equal(pace.waitMs(0), 0);
    others.push({ revision: 1, ageMs: 0, estimate: TWENTY });
    assert.ok(pace.waitMs(100) > 100);
    assert.equal(pace.send(400).group, undefined);
  });

  it("never sleeps for longer than a fifth of a second, or the others would take it for gone", () => {
    const pace = paceBeside({ revision: 1, ageMs: 0, estimate: { rate: 1, requests: 1 } });
    assert.equal(pace.waitMs(0), 200);
  });

  it("takes a refusal right after that of another for the same one", () => {
    const { board, posted, others } = boardOf({ revision: 1, ageMs: 0, estimate: TWENTY });
    const pace = new MeasuredPace(new Sendings(), Number.POSITIVE_INFINITY, timerSlackMs, new Neighbors(board));
    pace.waitMs(0);
    const ticket = pace.send(110);
    others[0] = { revision: 2, ageMs: 0, estimate: TWENTY };
    pace.throttled(ticket, 160);
    assert.equal(posted.at(-1)?.revision, 2);
  });
});
