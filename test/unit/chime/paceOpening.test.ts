import assert from "node:assert/strict";
import { OpenedPace } from "../../../provider/chime/pace/openedPace";
import { type Group, Opening } from "../../../provider/chime/pace/opening";

/** Sends a group that is answered whole at `answeredAt`. Returns how many requests it had. */
function sendGroup(opening: Opening, startedAt: number, answeredAt: number): number {
  const groups: Group[] = [opening.send(startedAt)];
  while (opening.waitMs(startedAt) === 0) groups.push(opening.send(startedAt));
  for (const group of groups) opening.answered(group, answeredAt);
  return groups.length;
}

describe("the opening", () => {
  for (const { name, answerMs, sizes } of [
    { name: "double where an answer takes 250 ms", answerMs: 250, sizes: [4, 4, 4, 4, 4, 4, 4, 8, 16, 32] },
    { name: "no more than double where it takes longer", answerMs: 1_000, sizes: [4, 4, 4, 4, 4, 4, 4, 8, 16, 32] },
    { name: "grow by half where it takes 125 ms", answerMs: 125, sizes: [4, 4, 4, 4, 4, 4, 4, 6, 9, 13] },
  ]) {
    it(`has groups of four until 28 requests went well, which then ${name}`, () => {
      const opening = new Opening();
      const found = sizes.map((_, index) => sendGroup(opening, index * 3_000, index * 3_000 + answerMs));
      assert.deepEqual(found, sizes);
    });
  }

  for (const { name, lately, left, processes, size } of [
    { name: "a job of which 20 are left after 6", lately: 6, left: 20, processes: 1, size: 8 },
    { name: "one call more", lately: 6, left: 21, processes: 1, size: 4 },
    { name: "a job after many others within the second", lately: 19, left: 20, processes: 1, size: 4 },
    { name: "a small job of one of two processes", lately: 6, left: 10, processes: 2, size: 2 },
    { name: "a job of which the size is not known", lately: 0, left: undefined, processes: 1, size: 4 },
  ]) {
    it(`has at first groups of ${size} for ${name}`, () => {
      assert.equal(new Opening().send(0, { lately, left }, processes).size, size);
    });
  }

  it("goes on with the groups it has come to when the end of a job is near", () => {
    const opening = new Opening();
    for (let index = 0; index < 10; index += 1) sendGroup(opening, index * 3_000, index * 3_000 + 250);
    assert.equal(opening.send(30_000, { lately: 0, left: 20 }).size, 64);
  });

  it("waits for a group no longer than two seconds from its start", () => {
    const opening = new Opening();
    for (const now of [0, 100, 200, 300]) opening.send(now);
    assert.equal(opening.waitMs(500), 1_500);
    assert.equal(opening.waitMs(2_500), 0);
  });

  it("begins a new group where all of one is answered that was not full", () => {
    const opening = new Opening();
    const first = opening.send(0);
    opening.answered(first, 10);
    assert.notEqual(opening.send(20), first);
  });

  it("is over with the first refusal: the rest of the group waits", () => {
    const pace = new OpenedPace();
    const [first] = [pace.send(0), pace.send(0)];
    assert.equal(pace.waitMs(10), 0);
    pace.throttled(first ?? assert.fail(), 10);
    assert.equal(pace.waitMs(10), 250);
    assert.equal(pace.send(260).group, undefined);
  });
});
