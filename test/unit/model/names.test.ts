import { equal } from "node:assert/strict";
import { grouped } from "../../../provider/model/names";

describe("a number in a message", () => {
  for (const [count, text] of [
    [0, "0"],
    [7, "7"],
    [100, "100"],
    [999, "999"],
    [1_000, "1,000"],
    [12_345, "12,345"],
    [100_000, "100,000"],
    [1_234_567, "1,234,567"],
  ] as const) {
    it(`has its thousands apart: ${text}`, () => {
      equal(grouped(count), text);
      equal(grouped(count), count.toLocaleString("en-US"));
    });
  }
});
