import { deepEqual } from "node:assert/strict";
import { licenseKind, suspensionKind } from "../../../provider/lifecycle/kinds";
import { parseInputs } from "../../../provider/lifecycle/parseInputs";
import { observedInputs } from "../../../provider/native/state/observedInputs";

describe("inputs as a refresh has seen them", () => {
  it("of a set leave out who is not suspended any more, and have whoever else is", () => {
    const inputs = {
      accountId: "acc",
      users: ["Ana@Example.com", "bob", { user: "eve", until: "2030-01-01" }, { user: "later", from: "2030-01-01" }],
    };
    const { declaration } = parseInputs(suspensionKind, { accountId: "acc", users: [] }, {}, 0);
    const desired = new Map([
      ["ana@example.com", "suspended"],
      ["bob", "active"],
      ["eve", "suspended"],
      ["stranger", "suspended"],
    ]);
    deepEqual(observedInputs(suspensionKind, inputs, { ...declaration, desired })["users"], [
      "Ana@Example.com",
      { user: "eve", until: "2030-01-01" },
      { user: "later", from: "2030-01-01" },
      "stranger",
    ]);
  });

  it("of licenses have the licenses that users have now, written as before", () => {
    const inputs = {
      accountId: "acc",
      licenses: { "Ana@Example.com": "Pro", bob: { license: "Pro", reason: "host" }, eve: "Basic" },
    };
    const { declaration } = parseInputs(licenseKind, { accountId: "acc", licenses: {} }, {}, 0);
    const desired = new Map([
      ["ana@example.com", "Pro"],
      ["bob", "Basic"],
      ["eve", "missing"],
    ]);
    deepEqual(observedInputs(licenseKind, inputs, { ...declaration, desired })["licenses"], {
      "Ana@Example.com": "Pro",
      bob: { license: "Basic", reason: "host" },
      eve: "missing",
    });
  });

  it("of a dynamic resource become those of a program", () => {
    const inputs = {
      accountId: "acc",
      users: { ana: "suspended", bob: "active" },
      protectedUsers: { boss: "protected" },
      __urn: "u",
    };
    const { declaration } = parseInputs(suspensionKind, { accountId: "acc", users: [] }, {}, 0);
    const desired = new Map([
      ["ana", "suspended"],
      ["bob", "active"],
    ]);
    deepEqual(observedInputs(suspensionKind, inputs, { ...declaration, desired }), {
      accountId: "acc",
      users: ["ana"],
      protectedUsers: ["boss"],
    });
  });

  it("of a dynamic resource have the times that it keeps beside", () => {
    const schedule = { eve: { until: "2030-01-01", reason: "leave" }, later: { from: "2030-01-01" } };
    const inputs = { accountId: "acc", users: { ana: "suspended", eve: "suspended" }, schedule, nextChange: "x" };
    const { declaration } = parseInputs(suspensionKind, { accountId: "acc", users: [] }, {}, 0);
    const desired = new Map([
      ["ana", "suspended"],
      ["eve", "suspended"],
    ]);
    deepEqual(observedInputs(suspensionKind, inputs, { ...declaration, desired }), {
      accountId: "acc",
      users: ["ana", { user: "eve", until: "2030-01-01", reason: "leave" }, { user: "later", from: "2030-01-01" }],
    });
  });
});
