import { deepEqual } from "node:assert/strict";
import { UserIndex } from "../../../provider/lifecycle/userIndex";

describe("the users of an account", () => {
  it("can be gone through more than once: a plan may be made again", () => {
    const index = new UserIndex();
    index.put({ userId: "a" });
    const all = index.all();
    deepEqual([[...all], [...all]], [[{ userId: "a" }], [{ userId: "a" }]]);
  });
});
