import { deepEqual } from "node:assert/strict";
import { encodeId } from "../../../provider/chime/operations/identifiers";
import { suspensionKind } from "../../../provider/lifecycle/kinds";
import { parseInputs } from "../../../provider/lifecycle/parseInputs";

function refusesOnTheWire(id: string): boolean {
  try {
    encodeId(id, "accountId");
    return false;
  } catch {
    return true;
  }
}

describe("what an ID may be", () => {
  it("is the same for a program and for a request", () => {
    const ids = ["", " ", ".", " .. ", "a/b", "a%b", "a\u0000", "a\u0085", "x".repeat(1025), "\ud800", "a b", "ü", "-"];
    const inPrograms = ids.filter(
      (accountId) => parseInputs(suspensionKind, { accountId, users: [] }, {}, 0).failures.length,
    );
    deepEqual(ids.filter(refusesOnTheWire), inPrograms);
    deepEqual(ids.slice(0, 10), inPrograms);
  });
});
