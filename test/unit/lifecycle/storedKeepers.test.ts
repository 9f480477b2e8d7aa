import { deepEqual, equal } from "node:assert/strict";
import { licenseKind, suspensionKind } from "../../../provider/lifecycle/kinds";
import { Session } from "../../../provider/lifecycle/session";
import { NO_NEIGHBOURS, type StoredResource } from "../../../provider/model/neighbours";

const accountId = "acc";

/** Outputs as the dynamic resource has them in the state, and as the native one has. */
const DYNAMIC = { stateVersion: 1, accountId, holdings: { suspended: { active: { "ID-1": "" } } }, failures: [] };
const NATIVE = {
  accountId,
  userIds: { "ana@example.com": "ID-2", "ID-3": "ID-3" },
  before: { most: "active", others: { found: ["ID-3"] } },
  missingUsers: [],
  failures: [],
  nextChange: null,
  bookkeeping: { format: 1, moved: [{ to: "b", at: 5, holdings: { suspended: { active: { "ID-4": "" } } } }] },
};

const named = (name: string, outputs: StoredResource["outputs"], type = "UserSuspensionSet"): StoredResource => ({
  urn: `urn:pulumi:dev::people::chime:index:${type}::${name}`,
  outputs,
});

/** A process that has asked the program what the stack's state has. */
async function learned(kind: typeof suspensionKind, stored: readonly StoredResource[]) {
  const session = new Session({
    report: { info: () => undefined, warn: () => undefined, progress: () => undefined, flush: async () => undefined },
    neighbours: { ...NO_NEIGHBOURS, stored: async () => stored },
    findFaults: async () => [],
    openClient: () => Promise.reject(new Error("not asked for")),
  });
  await session.learnStored(kind);
  return session.others(kind);
}

describe("whom resources keep by the stack's state", () => {
  it("is read whichever provider has written it", async () => {
    const others = await learned(suspensionKind, [named("a", DYNAMIC), named("n", NATIVE)]);
    equal(others.hasLearned, true);
    const names = ["ID-1", "ID-2", "ana@example.com", "ID-3", "ID-4"];
    const keepers = await others.keepers(accountId, names);
    deepEqual(
      names.map((name) => keepers.get(name)?.map(({ holding }) => [holding.value, holding.before])),
      [
        [["suspended", "active"]],
        [["suspended", "active"]],
        [["suspended", "active"]],
        [["suspended", undefined]],
        [["suspended", "active"]],
      ],
    );
  });

  it("has what users had before where a license is not told by the outputs", async () => {
    const outputs = { ...NATIVE, before: { most: "Basic" }, bookkeeping: { format: 1 } };
    const others = await learned(licenseKind, [named("q", outputs, "UserLicenseAssignment")]);
    const keepers = await others.keepers(accountId, ["ID-2"]);
    deepEqual(
      keepers.get("ID-2")?.map(({ holding }) => holding.before),
      ["Basic"],
    );
  });

  it("is not taken for all where a later version has written some of it", async () => {
    for (const later of [
      { ...DYNAMIC, stateVersion: 99 },
      { ...NATIVE, bookkeeping: { format: 99 } },
    ]) {
      const others = await learned(suspensionKind, [named("a", DYNAMIC), named("n", later)]);
      equal(others.hasLearned, false);
      equal((await others.keepers(accountId, ["ID-1"])).get("ID-1")?.length, 1);
    }
  });
});
