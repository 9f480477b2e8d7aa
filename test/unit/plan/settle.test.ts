import { deepEqual } from "node:assert/strict";
import type { Holding } from "../../../provider/model/holding";
import type { User } from "../../../provider/model/user";
import type { HandedOver } from "../../../provider/plan/handedOver";
import { currentOf, type Ledger } from "../../../provider/plan/ledger";
import { licenseRules } from "../../../provider/plan/licenseRules";
import type { KindRules } from "../../../provider/plan/rules";
import { settle } from "../../../provider/plan/settle";
import { suspensionRules } from "../../../provider/plan/suspensionRules";
import type { Change } from "../../../provider/plan/verdict";
import { holding, NOTHING, planScene, suspended, user } from "../../support/planning";

interface Scene {
  readonly account?: readonly User[];
  readonly desired: Readonly<Record<string, string>>;
  readonly ledger?: Partial<Ledger>;
  readonly fails?: (change: Change) => boolean;
  readonly unanswered?: boolean;
  readonly rules?: KindRules;
  readonly team?: boolean;
  readonly exclusive?: boolean;
  readonly handedOver?: ReadonlyMap<string, HandedOver>;
}

/** The ledger after planning and carrying out a scene in which some changes fail. */
function ledgerAfter(scene: Scene): Ledger {
  const {
    account = [],
    desired,
    fails = () => false,
    unanswered = false,
    rules = suspensionRules,
    team = false,
    exclusive = false,
    handedOver = new Map(),
  } = scene;
  const ledger = { ...NOTHING, ...scene.ledger };
  const holdings = Object.fromEntries(ledger.holdings);
  const plan = planScene({ account, desired, holdings, more: { rules, team, exclusive } });
  return settle({
    ledger,
    plan,
    desired: new Map(Object.entries(desired)),
    endingOf: (change) => (fails(change) ? (unanswered ? "unanswered" : "failed") : "done"),
    team,
    rules,
    handedOver,
  });
}

function held(ledger: Ledger): Record<string, Holding> {
  return Object.fromEntries(ledger.holdings);
}

const kept = (key: string, value: Holding): Partial<Ledger> => ({ holdings: new Map([[key, value]]) });

/** What another resource hands over, which lists the user no more, or still does. */
const handed = (one: Holding, moves = true): ReadonlyMap<string, HandedOver> =>
  new Map([[one.userId, { holding: one, moves }]]);

describe("settle", () => {
  it("tells whom this resource suspended from whom it found suspended", () => {
    const ledger = ledgerAfter({ account: [user("a"), suspended("b")], desired: { a: "suspended", b: "suspended" } });
    deepEqual(held(ledger), {
      a: holding("a", "suspended", "active"),
      b: holding("b", "suspended"),
    });
  });

  it("counts a user found suspended, unsuspended since and suspended again as suspended here", () => {
    const ledger = ledgerAfter({
      account: [user("a")],
      desired: { a: "suspended" },
      ledger: kept("a", holding("a", "suspended")),
    });
    deepEqual(held(ledger), { a: holding("a", "suspended", "active") });
  });

  it("counts a user seen unsuspended and suspended again by others as found suspended", () => {
    const ledger = ledgerAfter({
      account: [suspended("a")],
      desired: { a: "suspended" },
      ledger: { ...kept("a", holding("a", "suspended", "active")), drifted: new Map([["a", "active"]]) },
    });
    deepEqual(held(ledger), { a: holding("a", "suspended") });
  });

  it("counts a user whose suspension got no answer as suspended here, once the user turns out to be so", () => {
    const desired = { a: "suspended" };
    const failed = ledgerAfter({ account: [user("a")], desired, fails: () => true, unanswered: true });
    deepEqual(held(failed), { a: { ...holding("a", "suspended", "active"), attempted: "suspended" } });
    deepEqual([...currentOf(failed, undefined)], [["a", "active"]]);
    const found = ledgerAfter({ account: [suspended("a")], desired, ledger: failed });
    deepEqual(held(found), { a: holding("a", "suspended", "active") });
  });

  it("keeps nothing of a user whose suspension was refused", () => {
    const failed = ledgerAfter({ account: [user("a")], desired: { a: "suspended" }, fails: () => true });
    deepEqual(held(failed), {});
  });

  it("takes over from another resource what it kept of a user", () => {
    const ledger = ledgerAfter({
      account: [suspended("a")],
      desired: { "a@example.com": "suspended" },
      handedOver: handed(holding("a", "suspended", "active")),
    });
    deepEqual(held(ledger), { "a@example.com": holding("a", "suspended", "active") });
  });

  it("learns what was before of a user it had found so, who comes back from another resource", () => {
    const foundPro = kept("a", holding("a", "Pro"));
    const scene = { account: [user("a", { licenseType: "Plus" })], desired: { a: "Pro" }, rules: licenseRules };
    const handedOver = handed(holding("a", "Plus", "Pro"));
    deepEqual(held(ledgerAfter({ ...scene, ledger: foundPro, handedOver })), { a: holding("a", "Pro", "Pro") });
    const listedThereStill = handed(holding("a", "Plus", "Pro"), false);
    const ledger = ledgerAfter({ ...scene, ledger: foundPro, handedOver: listedThereStill });
    deepEqual(held(ledger), { a: holding("a", "Pro", "Plus") });
  });

  it("keeps the first license that it replaced through later changes", () => {
    const ledger = ledgerAfter({
      account: [user("a", { licenseType: "Pro" })],
      desired: { a: "Plus" },
      ledger: kept("a", holding("a", "Pro", "Basic")),
      rules: licenseRules,
    });
    deepEqual(held(ledger), { a: holding("a", "Plus", "Basic") });
  });

  it("remembers the first license through a time when the program declared that one again", () => {
    const rules = licenseRules;
    const back = ledgerAfter({
      account: [user("a", { licenseType: "Pro" })],
      desired: { a: "Basic" },
      ledger: kept("a", holding("a", "Pro", "Basic")),
      rules,
    });
    deepEqual(held(back), { a: holding("a", "Basic", "Basic") });
    const again = ledgerAfter({
      account: [user("a", { licenseType: "Plus" })],
      desired: { a: "Pro" },
      ledger: back,
      rules,
    });
    deepEqual(held(again), { a: holding("a", "Pro", "Basic") });
  });

  it("remembers what was before of a user who failed and is named otherwise now", () => {
    const ledger = ledgerAfter({
      account: [user("a", { licenseType: "Basic" })],
      desired: { a: "Plus" },
      ledger: kept("a@example.com", holding("a", "Basic", "Plus")),
      rules: licenseRules,
      fails: () => true,
    });
    deepEqual(held(ledger), { a: holding("a", "Basic", "Plus") });
    deepEqual(Object.fromEntries(ledger.drifted), { a: "Basic" });
  });

  it("counts a suspension that others undid and made again as found, also of a user who is named otherwise now", () => {
    const before = {
      ...kept("a@example.com", holding("a", "suspended", "active")),
      drifted: new Map([["a@example.com", "active"]]),
    };
    const ledger = ledgerAfter({ account: [suspended("a")], desired: { a: "suspended" }, ledger: before });
    deepEqual(held(ledger), { a: holding("a", "suspended") });
  });

  it("records the address that a removed Team user was named by, now that the program has the ID", () => {
    const ledger = ledgerAfter({
      desired: { a: "suspended" },
      ledger: kept("a@example.com", holding("a", "suspended", "active")),
      team: true,
    });
    deepEqual(held(ledger), { a: { ...holding("a", "suspended", "active"), email: "a@example.com" } });
  });

  it("leaves a failed user out, so that the next run still has something to do", () => {
    const ledger = ledgerAfter({
      account: [user("a"), user("b")],
      desired: { a: "suspended", b: "suspended" },
      fails: (change) => change.user === "b",
    });
    deepEqual(held(ledger), { a: holding("a", "suspended", "active") });
    deepEqual(Object.fromEntries(currentOf(ledger, "suspended")), { a: "suspended", b: "active" });
  });

  it("keeps a leaving user whose change failed", () => {
    const mine = holding("a", "suspended", "active");
    const ledger = ledgerAfter({ account: [suspended("a")], desired: {}, ledger: kept("a", mine), fails: () => true });
    deepEqual(held(ledger), { a: mine });
  });

  it("drops a leaving user that was changed, kept or gone", () => {
    for (const account of [[suspended("a")], [user("a")], []]) {
      const ledger = ledgerAfter({ account, desired: {}, ledger: kept("a", holding("a", "suspended", "active")) });
      deepEqual(held(ledger), {});
    }
  });

  it("carries over what it knows when the program names the same person differently", () => {
    const ledger = ledgerAfter({
      account: [suspended("a")],
      desired: { "a@example.com": "suspended" },
      ledger: kept("a", holding("a", "suspended", "active")),
    });
    deepEqual(held(ledger), { "a@example.com": holding("a", "suspended", "active") });
  });

  it("notes missing users apart and forgets them once they are there", () => {
    const gone = ledgerAfter({ account: [], desired: { a: "suspended" } });
    deepEqual(Object.fromEntries(gone.missing), { a: "suspended" });
    const back = ledgerAfter({ account: [user("a")], desired: { a: "suspended" }, ledger: gone });
    deepEqual([...back.missing], []);
    deepEqual(held(back), { a: holding("a", "suspended", "active") });
  });

  it("notes a user outside an exclusive set that could not be unsuspended", () => {
    const ledger = ledgerAfter({ account: [suspended("a")], desired: {}, exclusive: true, fails: () => true });
    deepEqual(Object.fromEntries(ledger.others), { "a@example.com": "a" });
  });

  it("records the address of a removed Team user who is named by ID", () => {
    const ledger = ledgerAfter({ account: [user("a")], desired: { a: "suspended" }, team: true });
    deepEqual(held(ledger), { a: { ...holding("a", "suspended", "active"), email: "a@example.com" } });
  });
});
