import assert from "node:assert/strict";
import { type CallOperation, listAllUsers } from "../../../provider/chime/pages";

describe("the pages of ListUsers", () => {
  it("have each the whole patience of the caller: an account may have any number of them", async () => {
    const patience: (number | undefined)[] = [];
    const call: CallOperation = async (operation, _input, options) => {
      patience.push(options?.patienceMs);
      return operation.readAnswer(
        { Users: [], ...(patience.length < 5 ? { NextToken: `${patience.length}` } : {}) },
        { redact: (text) => text },
      );
    };
    for await (const _ of listAllUsers(call, { accountId: "a" }, { patienceMs: 1_000 }));
    assert.deepEqual(patience, [1_000, 1_000, 1_000, 1_000, 1_000]);
  });
});
