import { ok } from "node:assert/strict";
import { holds } from "./holds";
import { moveStories, tellMoves } from "./moveStory";
import { liveMoves, ordersSeen } from "./moves";

describe("whoever moves between sets that are renamed, replaced, left out or late, on one provider or two", function () {
  this.timeout(0);

  it("stays as declared, and is as before at the end", async () => {
    await holds(moveStories, 30, { live: liveMoves, tell: tellMoves, atOnce: 4 });
    if (process.env["PROPERTY_RUNS"] !== undefined) process.stdout.write(`${ordersSeen.size} orders of events\n`);
    ok(ordersSeen.size > 1);
  });
});
