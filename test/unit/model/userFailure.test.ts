import { deepEqual, equal } from "node:assert/strict";
import { readFailures, storeFailures, type UserFailure } from "../../../provider/model/userFailure";

function failed(user: string, message: string): UserFailure {
  return { user, userId: `id-${user}`, code: "Forbidden", message };
}

describe("failures in the state", () => {
  it("have each message once, and are read back as they were", () => {
    const failures = [failed("a", "no"), failed("b", "never"), failed("c", "no")];
    const stored = storeFailures(failures);
    deepEqual(stored, {
      failures: [
        { user: "a", userId: "id-a", code: "Forbidden", cause: 0 },
        { user: "b", userId: "id-b", code: "Forbidden", cause: 1 },
        { user: "c", userId: "id-c", code: "Forbidden", cause: 0 },
      ],
      failureCauses: ["no", "never"],
    });
    deepEqual(readFailures(stored.failures, stored.failureCauses), failures);
  });

  it("are no thousands of texts where thousands failed for one reason", () => {
    const many = Array.from({ length: 2_000 }, (_, i) => failed(`user-${i}`, "the reason of all of them"));
    equal(JSON.stringify(storeFailures(many)).split("the reason of all of them").length - 1, 1);
  });

  it("of an earlier version are read with the messages that they have themselves", () => {
    const failures = [failed("a", "no"), failed("b", "no")];
    deepEqual(readFailures(failures, undefined), failures);
  });

  it("that are no list, or not there, are none", () => {
    for (const nothing of [undefined, null, "[secret]", {}]) deepEqual(readFailures(nothing, nothing), []);
  });
});
