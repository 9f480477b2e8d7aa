import { equal } from "node:assert/strict";
import { nearest } from "../../../provider/model/nearest";

describe("the nearest name", () => {
  for (const [word, most, found] of [
    ["endpont", 2, "endpoint"],
    ["ednpoint", 1, "endpoint"],
    ["REGION", 0, "region"],
    ["regional", 1, undefined],
    ["", 2, undefined],
    ["profil", 3, "profile"],
  ] as const) {
    it(`to "${word}" within ${most} is ${found}`, () => {
      equal(nearest(word, ["endpoint", "region", "profile"], most), found);
    });
  }
});
