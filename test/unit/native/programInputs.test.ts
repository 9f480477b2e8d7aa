import { deepEqual } from "node:assert/strict";
import { licenseKind, suspensionKind } from "../../../provider/lifecycle/kinds";
import { programInputs } from "../../../provider/native/state/programInputs";

const TIME = { until: "2031-01-01" };

describe("inputs of a dynamic resource as a program writes them", () => {
  it("have users in a list, with their times, without those whom a refresh has seen otherwise", () => {
    const stored = {
      accountId: "acc",
      users: { a: "suspended", b: "suspended", seen: "active", timedAndSeen: "active", gone: "missing" },
      schedule: { b: TIME, timedAndSeen: TIME, later: TIME },
      __urn: "u",
    };
    const users = ["a", { user: "b", ...TIME }, { user: "later", ...TIME }];
    deepEqual(programInputs(suspensionKind, stored), { accountId: "acc", users });
  });

  it("have licenses with their times, and what a refresh has seen in place of what was declared", () => {
    const timed = { license: "Pro", ...TIME };
    const stored = {
      accountId: "acc",
      licenses: { a: "Pro", b: "Pro", seen: "Plus", timedAndSeen: "Basic", gone: "missing" },
      schedule: { b: timed, timedAndSeen: timed, later: timed },
    };
    const licenses = {
      a: "Pro",
      b: timed,
      seen: "Plus",
      timedAndSeen: { license: "Basic", ...TIME },
      gone: "missing",
      later: timed,
    };
    deepEqual(programInputs(licenseKind, stored), { accountId: "acc", licenses });
  });
});
