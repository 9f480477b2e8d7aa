import { deepEqual, equal } from "node:assert/strict";
import { suspensionKind } from "../../../provider/lifecycle/kinds";
import { markHoldings } from "../../../provider/lifecycle/schedule/markedHoldings";
import type { ScheduledEntry } from "../../../provider/lifecycle/schedule/schedule";
import { decodeState, encodeState, type State } from "../../../provider/lifecycle/state";
import { holding, NOTHING } from "../../support/planning";
import { UNREAD } from "../../support/states";

const until = (day: string, value = "suspended"): ScheduledEntry => ({ value, until: day });

function stateOf(schedule: readonly (readonly [string, ScheduledEntry])[], held: readonly string[]): State {
  const holdings = new Map(held.map((name) => [name, holding(name, "suspended", "active")]));
  return {
    declaration: {
      accountId: "acc",
      exclusive: false,
      onRemoval: "restore",
      protectedUsers: new Set(),
      missingUsers: "fail",
      teamAccount: "refuse",
      schedule: new Map(schedule),
      nextChange: "2027-01-01T00:00:00.000Z",
    },
    ledger: { ...NOTHING, holdings },
    failures: [],
    ...UNREAD,
  };
}

describe("the state of users whose entries have a time", () => {
  const entries = [
    ["ana", until("2027-01-01")],
    ["bob", until("2027-01-01")],
    ["eve", { value: "suspended", from: "2026-01-01", reason: "left" }],
    ["later", { value: "suspended", from: "2030-01-01" }],
  ] as const;

  it("is read as it was written, by users who are kept and others", () => {
    const state = stateOf(entries, ["ana", "bob", "eve", "plain"]);
    const outs = encodeState(suspensionKind, state);
    deepEqual(decodeState(suspensionKind, outs), state);
    deepEqual(outs["schedule"], { later: "2030-01-01/.." });
    equal(Object.keys(outs["windows"] as object).length, 2);
    equal(outs["stateVersion"], 2);
  });

  it("is the same whatever the order, and a time has the same mark whoever else has another", () => {
    const marks = (of: readonly (readonly [string, ScheduledEntry])[]) => {
      const { declaration, ledger } = stateOf(of, ["ana", "bob", "eve"]);
      return markHoldings(declaration.schedule, ledger.holdings);
    };
    deepEqual(marks([...entries].reverse()), marks(entries));
    equal(marks([entries[0]]).byUser.get("ana"), marks(entries).byUser.get("ana"));
  });

  it("has the entry in full of a user whose time would have another one's mark", () => {
    // Found by trying: two reasons that have one mark.
    const alike = ["case 310534", "case 325210"].map((reason, i) => [`u${i}`, { value: "suspended", reason }] as const);
    const state = stateOf(alike, ["u0", "u1"]);
    const outs = encodeState(suspensionKind, state);
    deepEqual(outs["windows"], { iiCrda: ": case 310534" });
    deepEqual(outs["schedule"], { u1: "suspended: case 325210" });
    deepEqual(decodeState(suspensionKind, outs), state);
  });
});
