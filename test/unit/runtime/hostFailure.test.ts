import { deepEqual } from "node:assert/strict";
import { toHostFailure } from "../../../provider/runtime/hostFailure";

describe("a check failure for the engine", () => {
  for (const [property, reason, told] of [
    ["users", "users[3]: is blank.", "users[3]: is blank."],
    ["users", "1 listed user not found.", "users: 1 listed user not found."],
    ["maxChanges", "3 users would change.", "maxChanges: 3 users would change."],
    ["protectUsers", "protectUsers is not an argument.", "protectUsers is not an argument."],
    ["a b", '"a b" is not an argument.', '"a b" is not an argument.'],
    ["", "chime:endpoint: is no address.", "chime:endpoint: is no address."],
  ] as const) {
    it(`names the argument in its reason, and no property, whose value would be printed: ${told}`, () => {
      deepEqual(toHostFailure({ property, reason }), { property: "", reason: told });
    });
  }
});
