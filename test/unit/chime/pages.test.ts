import assert from "node:assert/strict";
import { type CallOperation, UserPages } from "../../../provider/chime/pages";

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
    for await (const _ of new UserPages(call, { accountId: "a" }, { patienceMs: 1_000 }));
    assert.deepEqual(patience, [1_000, 1_000, 1_000, 1_000, 1_000]);
  });

  it("go on after a call that failed, with the token that it had", async () => {
    const tokens: unknown[] = [];
    const call: CallOperation = async (operation, input, options) => {
      tokens.push(Object(input)["nextToken"]);
      options?.signal?.throwIfAborted();
      const users = [{ UserId: `u${tokens.length}` }];
      return operation.readAnswer(
        { Users: users, NextToken: tokens.length < 3 ? "t1" : "" },
        { redact: (text) => text },
      );
    };
    const pages = new UserPages(call, { accountId: "a" });
    assert.deepEqual(await pages.next(), { done: false, value: [{ userId: "u1" }] });
    await assert.rejects(pages.next({ signal: AbortSignal.abort() }));
    assert.equal(pages.isAtEnd, false);
    assert.deepEqual(await pages.next(), { done: false, value: [{ userId: "u3" }] });
    assert.deepEqual([pages.isAtEnd, await pages.next()], [true, { done: true, value: undefined }]);
    assert.deepEqual(tokens, [undefined, "t1", "t1"]);
  });
});
