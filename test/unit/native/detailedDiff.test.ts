import { deepEqual } from "node:assert/strict";
import { licenseKind, suspensionKind } from "../../../provider/lifecycle/kinds";
import { UNKNOWN } from "../../../provider/model/unknown";
import { detailedDiff, type InputsCompared } from "../../../provider/native/front/detailedDiff";

function changesOf(
  kind: typeof licenseKind,
  before: InputsCompared["before"],
  now: InputsCompared["now"],
  more: Partial<InputsCompared> = {},
): Record<string, string> {
  return Object.fromEntries(detailedDiff(kind, { before, now, secretNames: [], due: new Map(), ...more }));
}

const users = (...list: unknown[]): InputsCompared["now"] => ({ accountId: "acc", users: list });
const licenses = (map: object): InputsCompared["now"] => ({ accountId: "acc", licenses: map });

describe("what a reviewer sees of an update", () => {
  it("is a line for each user of a list that comes, goes, or is written otherwise", () => {
    deepEqual(changesOf(suspensionKind, users("a", "b"), users("a", "b", "c")), { "users[2]": "add" });
    deepEqual(changesOf(suspensionKind, users("a", "b", "c"), users("a", "c")), { "users[1]": "delete" });
    deepEqual(changesOf(suspensionKind, users("a", "b"), users("a", "c")), { "users[1]": "update" });
    deepEqual(changesOf(suspensionKind, users("a", "b"), users("b", { user: "a", until: "2030-01-01" })), {
      "users[0]": "delete",
      "users[1]": "add",
    });
  });

  it("is nothing for another order, other letters, or an entry that says the same in other words", () => {
    deepEqual(changesOf(suspensionKind, users("a@x.de", "b"), users("b", { user: " A@X.de" })), {});
  });

  it("is a line for each license that changes", () => {
    const before = licenses({ 'o"hara@x.de': "Pro", b: "Pro", c: "Basic" });
    deepEqual(changesOf(licenseKind, before, licenses({ 'o"hara@x.de': "Basic", c: "Basic", d: "Plus" })), {
      'licenses["o\\"hara@x.de"]': "update",
      'licenses["b"]': "delete",
      'licenses["d"]': "add",
    });
  });

  it("has users who are due though nothing is written otherwise", () => {
    deepEqual(changesOf(suspensionKind, users("a", "b"), users("b", "a"), { due: new Map([["a", "add"]]) }), {
      "users[1]": "add",
    });
    deepEqual(
      changesOf(licenseKind, licenses({ b: "Pro" }), licenses({ b: "Pro" }), { due: new Map([["b", "add"]]) }),
      {
        'licenses["b"]': "add",
      },
    );
  });

  it("is nothing of entries that a dynamic resource has with their times beside them", () => {
    const time = { until: "2031-01-01", reason: "leave" };
    const set = { accountId: "acc", users: { a: "suspended", b: "suspended" }, schedule: { a: time, c: time } };
    const list = users({ user: "c", ...time }, "b", { user: "a", ...time });
    deepEqual(changesOf(suspensionKind, set, list), {});
    deepEqual(changesOf(suspensionKind, set, users("b", { user: "a", ...time })), { users: "update" });
    const timed = { license: "Pro", ...time };
    const assignment = { accountId: "acc", licenses: { a: "Pro", b: "Basic" }, schedule: { a: timed, c: timed } };
    deepEqual(changesOf(licenseKind, assignment, licenses({ c: timed, b: "Basic", a: timed })), {});
    deepEqual(changesOf(licenseKind, assignment, licenses({ c: timed, b: "Pro", a: "Pro" })), {
      'licenses["a"]': "update",
      'licenses["b"]': "update",
    });
  });

  it("has other arguments by their names", () => {
    const before = { ...users("a"), maxChanges: 5, exclusive: true, onRemoval: "retain" };
    const now = { ...users("a"), maxChanges: 6, exclusive: true, missingUsers: "warn" };
    deepEqual(changesOf(suspensionKind, before, now), {
      maxChanges: "update",
      onRemoval: "delete",
      missingUsers: "add",
    });
  });

  it("names nobody where the users are secret, not known, or have been in the state of a dynamic resource", () => {
    deepEqual(changesOf(suspensionKind, users("a"), users("b"), { secretNames: ["users"] }), { users: "update" });
    deepEqual(changesOf(suspensionKind, users("a"), users("a"), { secretNames: ["users"] }), {});
    deepEqual(changesOf(suspensionKind, users("a"), { accountId: "acc", users: UNKNOWN }), { users: "update" });
    const dynamic = { accountId: "acc", users: { a: "suspended" }, __urn: "u" };
    deepEqual(changesOf(suspensionKind, dynamic, users("b")), { users: "update" });
    deepEqual(changesOf(suspensionKind, dynamic, users("a")), {});
  });
});
