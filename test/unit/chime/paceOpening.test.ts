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
