import { deepEqual, equal } from "node:assert/strict";
import { bestOf, holdersIn, isAsStored, type Standing } from "../../../provider/lifecycle/holders";
import type { UserKey } from "../../../provider/model/userKey";
import { holding } from "../../support/planning";

const URN = "urn:pulumi:dev::people::my:t::a";

/** What the assignment "a" says of users "1" and "2": of the first, who has Plus, as given. */
function listings(more: Partial<Standing>, value = "Plus", drifted: readonly string[] = []): string[] {
  const holdings = new Map([
    ["1", holding("1", value, "Basic")],
    ["2", holding("2", "Pro")],
  ] as const);
  const ledger = { holdings, drifted: new Map(drifted.map((key) => [key, "Basic"])) };
  const standing = {
    desired: new Map<UserKey, string>(),
    gives: () => "Basic",
    onRemoval: "restore",
    isLettingGo: false,
    ...more,
  };
  const found = holdersIn({ urn: URN, state: { ledger, team: false } }, new Set(["1"]), standing);
  return found.map((one) => {
    const seen = isAsStored(one) ? "" : `, seen at ${one.seen}`;
    return `${one.userId} at ${one.value}: ${one.listing}, gives ${one.gives}${seen}`;
  });
}

describe("who has users in its state", () => {
  it("tells of those in question what it has them at, what leaving gives them, and whether it lists them", () => {
    deepEqual(listings({}), ["1 at Plus: nothing, gives Basic"]);
    deepEqual(listings({ desired: new Map([["1", "Plus"]]) }), ["1 at Plus: same, gives Basic"]);
    deepEqual(listings({ desired: new Map([["1", "Pro"]]) }), ["1 at Plus: other, gives Basic"]);
    deepEqual(listings({ desired: undefined }), ["1 at Plus: unknown, gives Basic"]);
  });

  it("has let go whom it does not list once it is at it, and still has whom it lists", () => {
    deepEqual(listings({ isLettingGo: true }), ["1 at Plus: left, gives Basic"]);
    deepEqual(listings({ desired: undefined, isLettingGo: true }), ["1 at Plus: left, gives Basic"]);
    deepEqual(listings({ desired: new Map([["1", "Plus"]]), isLettingGo: true }), ["1 at Plus: same, gives Basic"]);
  });

  it("tells of whom a refresh has seen otherwise that it is so, and not where the state does not say which license it is", () => {
    deepEqual(listings({}, "Plus", ["1"]), ["1 at Plus: nothing, gives Basic, seen at Basic"]);
    deepEqual(listings({}, ""), []);
  });

  it("is what the process says that was asked about the resource, and not one that knows its state alone", () => {
    const one = { urn: URN, userId: "1", value: "Plus", gives: "Basic", onRemoval: "restore", isSecret: false };
    const all = (["unknown", "nothing", "left", "unknown"] as const).map((listing) => ({ ...one, listing }));
    equal(bestOf(all)?.listing, "left");
    equal(bestOf(all.filter(({ listing }) => listing !== "left"))?.listing, "nothing");
    equal(bestOf([]), undefined);
  });
});
