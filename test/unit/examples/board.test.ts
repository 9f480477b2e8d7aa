import { deepEqual, equal } from "node:assert/strict";
import { range } from "../../support/people";

const load = () => import("../../../examples/fleet/board.mts");

/** Forty accounts, all of which say the same but those that are given. */
function fleet(text: string, others: Readonly<Record<number, string>>): Map<string, string> {
  return new Map(range(0, 40).map((i) => [`a${i}`.padEnd(3), others[i] ?? text]));
}

const PROGRESS = "suspended 50 of 500 users";

describe("the table of examples/fleet", () => {
  it("has each account a line, in order, where there are rows enough", async () => {
    const { linesOf } = await load();
    const accounts = new Map([
      ["emea    ", "done"],
      ["americas", "changing"],
    ]);
    deepEqual(linesOf(accounts, 2), ["emea      done", "americas  changing"]);
    equal(linesOf(fleet("done", {})).length, 40);
  });

  it("shows who is under way and who failed, and counts the others, where there are too few", async () => {
    const { linesOf } = await load();
    const accounts = fleet("to change", {
      0: "done",
      1: "failed",
      2: "no change",
      3: "refused",
      20: "changing",
      39: PROGRESS,
    });
    deepEqual(linesOf(accounts, 23), [
      "a20  changing",
      `a39  ${PROGRESS}`,
      "a1   failed",
      "a3   refused",
      "34 to change, 1 no change, 1 done",
    ]);
  });

  it("never has more lines than it may, and counts whoever has none", async () => {
    const { linesOf } = await load();
    const accounts = fleet("failed", { 0: "done", 30: "changing", 31: PROGRESS });
    const lines = linesOf(accounts, 23);
    equal(lines.length, 23);
    deepEqual(lines.slice(0, 3), ["a30  changing", `a31  ${PROGRESS}`, "a1   failed"]);
    equal(lines.at(-1), "17 failed, 1 done");
    deepEqual(linesOf(accounts, 2), ["a30  changing", "1 under way, 37 failed, 1 done"]);
    deepEqual(linesOf(accounts, 1), ["2 under way, 37 failed, 1 done"]);
  });
});
