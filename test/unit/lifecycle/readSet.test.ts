import { deepEqual, equal } from "node:assert/strict";
import type { Declaration } from "../../../provider/lifecycle/declaration";
import { suspensionKind } from "../../../provider/lifecycle/kinds";
import { findReadSet, hasChanges } from "../../../provider/lifecycle/readSet";
import type { State } from "../../../provider/lifecycle/state";
import type { PlanRequest } from "../../../provider/plan/planRequest";
import { holding, NOTHING, requestFor } from "../../support/planning";
import { UNREAD } from "../../support/states";

const DECLARATION: Declaration = {
  accountId: "acc",
  desired: new Map(),
  schedule: new Map(),
  unknownUsers: [],
  unknowns: [],
  exclusive: false,
  onRemoval: "restore",
  protectedUsers: new Set(),
  missingUsers: "fail",
  teamAccount: "refuse",
};

const listing = (...users: string[]): Declaration["desired"] => new Map(users.map((user) => [user, "suspended"]));
const held = (...users: string[]): State["ledger"] => ({
  ...NOTHING,
  holdings: new Map(users.map((user) => [user, holding(user, "suspended", "active")])),
});

/** What a state leaves to be done and asked: of users held, drifted, failed and so on, under a declaration. */
function readSetOf(
  declaration: Partial<Declaration>,
  state: Partial<State>,
  released: ReadonlySet<string> = new Set(),
  claimantOf: PlanRequest["claimantOf"] = () => undefined,
): { changes: boolean; asks: string[]; whole: boolean } {
  const now = { ...DECLARATION, ...declaration };
  const before: State = {
    declaration: { ...DECLARATION, ...(now.exclusive ? { exclusive: true } : {}) },
    ledger: NOTHING,
    failures: [],
    ...UNREAD,
    ...state,
  };
  const { desired, onRemoval, exclusive, protectedUsers } = now;
  const { holdings } = before.ledger;
  const intent = requestFor({ more: { desired, holdings, onRemoval, exclusive, protectedUsers, claimantOf } });
  const { listed, leaving, moving, whole } = findReadSet(suspensionKind, intent, before, now, released);
  const asks = [...listed, ...leaving, ...moving].sort();
  return { changes: hasChanges(suspensionKind, before, now, released), asks, whole };
}

const FAILURE = { user: "a", userId: "a", code: "Throttled", message: "later" };

describe("what has to be asked of an account", () => {
  it("is nothing where the state is as declared", () => {
    deepEqual(readSetOf({ desired: listing("a", "b") }, { ledger: held("a", "b") }), {
      changes: false,
      asks: [],
      whole: false,
    });
  });

  it("is who has come, who leaves, and who has drifted", () => {
    const ledger = { ...held("a", "b", "c"), drifted: new Map([["c", "active"]]) };
    deepEqual(readSetOf({ desired: listing("b", "c", "d") }, { ledger }).asks, ["a", "c", "d"]);
  });

  it("is a user who failed, though the state says that all is well now", () => {
    const state = { ledger: held("a", "b"), failures: [FAILURE] };
    deepEqual(readSetOf({ desired: listing("a", "b") }, state), { changes: true, asks: ["a"], whole: false });
  });

  it("is nobody, and yet a change, where the user who failed is not listed any more", () => {
    deepEqual(readSetOf({ desired: listing("b") }, { ledger: held("b"), failures: [FAILURE] }), {
      changes: true,
      asks: [],
      whole: false,
    });
  });

  it("is of somebody who leaves and is listed elsewhere by address whose that is; and nobody who is listed there by ID", () => {
    const ledger = { ...NOTHING, holdings: new Map([["a@x.com", holding("id-a", "suspended", "active")]]) };
    const listedAs = (name: string) => (one: string) => (one === name ? { name: "b", isPending: false } : undefined);
    for (const more of [{}, { maxChanges: "5%" }] as const) {
      const state = { ledger };
      const whole = false;
      deepEqual(readSetOf(more, state, new Set(), listedAs("a@x.com")), { changes: true, asks: ["a@x.com"], whole });
      deepEqual(readSetOf(more, state, new Set(), listedAs("id-a")), { changes: true, asks: [], whole });
    }
  });

  it("is a user whom a refresh saw as declared now, while the state still keeps another value", () => {
    const ledger = {
      ...NOTHING,
      holdings: new Map([["a", holding("a", "active", "suspended")]]),
      drifted: new Map([["a", "suspended"]]),
    };
    deepEqual(readSetOf({ desired: listing("a") }, { ledger }), { changes: true, asks: ["a"], whole: false });
  });

  it("is a user whom another resource has just released, by ID", () => {
    const state = { ledger: { ...NOTHING, holdings: new Map([["a@x.com", holding("id-a", "suspended", "active")]]) } };
    const released = new Set(["id-a"]);
    deepEqual(readSetOf({ desired: listing("a@x.com") }, state, released), {
      changes: true,
      asks: ["a@x.com"],
      whole: false,
    });
  });

  it("is a user whom a set listed when it was exclusive no more and others had suspended", () => {
    const state = { ledger: { ...NOTHING, others: new Map([["a", "id-a"]]) } };
    deepEqual(readSetOf({ desired: listing("a") }, state), { changes: true, asks: ["a"], whole: false });
  });

  it("is the whole account for an exclusive set as soon as anything is open, also about users it never held", () => {
    equal(readSetOf({ desired: listing("a"), exclusive: true }, { ledger: held("a") }).whole, false);
    for (const drifted of ["suspended", "active"]) {
      const state = { ledger: { ...NOTHING, drifted: new Map([["a", drifted]]) } };
      deepEqual(readSetOf({ exclusive: true }, state), { changes: true, asks: [], whole: true });
    }
  });

  it("is the whole account for a share of its users", () => {
    equal(readSetOf({ desired: listing("a"), maxChanges: "5%" }, {}).whole, true);
    equal(readSetOf({ desired: listing("a"), maxChanges: 5 }, {}).whole, false);
  });
});
