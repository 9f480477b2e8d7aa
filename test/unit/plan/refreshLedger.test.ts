import { deepEqual } from "node:assert/strict";
import type { Holding } from "../../../provider/model/holding";
import type { User } from "../../../provider/model/user";
import type { Ledger } from "../../../provider/plan/ledger";
import { licenseRules } from "../../../provider/plan/licenseRules";
import { type RefreshRequest, refreshLedger } from "../../../provider/plan/refreshLedger";
import { suspensionRules } from "../../../provider/plan/suspensionRules";
import { holding, NOTHING, observing, suspended, user } from "../../support/planning";

type Entries<T> = Readonly<Record<string, T>>;

/** A ledger, written down. */
interface Written {
  readonly holdings?: Entries<Holding>;
  readonly drifted?: Entries<string>;
  readonly missing?: Entries<string>;
  readonly others?: Entries<string>;
}

interface Row {
  readonly name: string;
  readonly before: Written;
  readonly account: readonly User[];
  readonly more?: Partial<RefreshRequest>;
  readonly after: Written;
}

/** Somebody else with the address of one who is gone. */
const ANEW = user("b", { primaryEmail: "A@example.com", registrationStatus: "Suspended" });
const OURS = holding("a", "suspended", "active");
const TEAM = { team: true };
const LICENSES = { rules: licenseRules };
const EXCLUSIVE = { exclusive: true };

const HELD: readonly Row[] = [
  {
    name: "leaves a user who is as declared as the user was",
    before: { holdings: { a: OURS } },
    account: [suspended("a")],
    after: { holdings: { a: OURS } },
  },
  {
    name: "sees a user whom somebody unsuspended",
    before: { holdings: { a: OURS } },
    account: [user("a")],
    after: { holdings: { a: OURS }, drifted: { a: "active" } },
  },
  {
    name: "goes on seeing so, though the user was seen so before",
    before: { holdings: { a: OURS }, drifted: { a: "active" } },
    account: [user("a")],
    after: { holdings: { a: OURS }, drifted: { a: "active" } },
  },
  {
    name: "takes a suspension that others undid and made again for theirs",
    before: { holdings: { a: OURS }, drifted: { a: "active" } },
    account: [suspended("a")],
    after: { holdings: { a: holding("a", "suspended") } },
  },
  {
    name: "takes a license that others changed and set again for ours all the same",
    before: { holdings: { a: holding("a", "Pro", "Basic") }, drifted: { a: "Plus" } },
    account: [user("a", { licenseType: "Pro" })],
    more: LICENSES,
    after: { holdings: { a: holding("a", "Pro", "Basic") } },
  },
  {
    name: "takes a suspension whose answer got lost for ours once it is seen",
    before: { holdings: { a: { ...OURS, attempted: "suspended" } }, drifted: { a: "active" } },
    account: [suspended("a")],
    after: { holdings: { a: OURS } },
  },
  {
    name: "takes a license whose setting got no answer for ours, in place of the one before",
    before: { holdings: { a: { ...holding("a", "Pro", "Basic"), attempted: "Plus" } } },
    account: [user("a", { licenseType: "Plus" })],
    more: LICENSES,
    after: { holdings: { a: holding("a", "Plus", "Basic") } },
  },
  {
    name: "forgets a write without an answer that turns out not to be done",
    before: { holdings: { a: { ...holding("a", "Pro", "Basic"), attempted: "Plus" } } },
    account: [user("a", { licenseType: "Basic" })],
    more: LICENSES,
    after: { holdings: { a: holding("a", "Pro", "Basic") }, drifted: { a: "Basic" } },
  },
  {
    name: "sees a user who is gone from the account",
    before: { holdings: { a: OURS } },
    account: [],
    after: { holdings: { a: OURS }, drifted: { a: "missing" } },
  },
  {
    name: "takes somebody else with the address of a user who is gone for found so",
    before: { holdings: { "a@example.com": OURS } },
    account: [ANEW],
    after: { holdings: { "a@example.com": holding("b", "suspended") } },
  },
  {
    name: "knows nothing of somebody else with the address of a user who is gone, who is otherwise than declared",
    before: {
      holdings: { "a@example.com": { ...OURS, attempted: "active" } },
      drifted: { "a@example.com": "missing" },
    },
    account: [{ ...ANEW, registrationStatus: "Registered" }],
    after: { drifted: { "a@example.com": "active" } },
  },
  {
    name: "gives nobody else's license from before to somebody with the address of a user who is gone",
    before: {
      holdings: { "a@example.com": holding("a", "Pro", "Basic"), "c@example.com": holding("c", "Pro", "Plus") },
    },
    account: [{ ...ANEW, licenseType: "Pro" }, user("d", { primaryEmail: "c@example.com", licenseType: "Basic" })],
    more: LICENSES,
    after: { holdings: { "a@example.com": holding("b", "Pro") }, drifted: { "c@example.com": "Basic" } },
  },
  {
    name: "finds nobody else for a license by ID, whatever address is recorded on a Team account",
    before: { holdings: { a: { ...holding("a", "Pro", "Basic"), email: "a@example.com" } } },
    account: [{ ...ANEW, licenseType: "Pro" }],
    more: { ...LICENSES, ...TEAM },
    after: {
      holdings: { a: { ...holding("a", "Pro", "Basic"), email: "a@example.com" } },
      drifted: { a: "missing" },
    },
  },
  {
    name: "counts a user removed from a Team account by this resource as suspended",
    before: { holdings: { a: { ...OURS, email: "a@example.com" } } },
    account: [],
    more: TEAM,
    after: { holdings: { a: { ...OURS, email: "a@example.com" } } },
  },
  {
    name: "sees a removed user who has accepted an invitation under a new ID, by the recorded address",
    before: { holdings: { a: { ...OURS, email: "z@example.com" } } },
    account: [user("z")],
    more: TEAM,
    after: { holdings: { a: { ...OURS, userId: "z", email: "z@example.com" } }, drifted: { a: "active" } },
  },
];

const UNHELD: readonly Row[] = [
  {
    name: "looks again at a user whom the last write failed to change",
    before: { drifted: { a: "active" } },
    account: [suspended("a")],
    after: { drifted: { a: "suspended" } },
  },
  {
    name: "leaves a missing user missing",
    before: { missing: { ghost: "suspended" } },
    account: [],
    after: { missing: { ghost: "suspended" } },
  },
  {
    name: "sees a missing user who is there now",
    before: { missing: { "a@example.com": "suspended" } },
    account: [user("a")],
    after: { drifted: { "a@example.com": "active" } },
  },
  {
    name: "sees nobody outside the set who is suspended, unless it is exclusive",
    before: { holdings: { a: OURS } },
    account: [suspended("a"), suspended("b")],
    after: { holdings: { a: OURS } },
  },
  {
    name: "sees who is suspended outside an exclusive set, and forgets who is so no more",
    before: { holdings: { a: OURS }, drifted: { "d@example.com": "active" }, others: { "c@example.com": "c" } },
    account: [suspended("a"), suspended("b"), user("c"), suspended("d")],
    more: EXCLUSIVE,
    after: {
      holdings: { a: OURS },
      drifted: { "d@example.com": "suspended" },
      others: { "b@example.com": "b" },
    },
  },
];

function ledgerOf({ holdings = {}, drifted = {}, missing = {}, others = {} }: Written): Ledger {
  return {
    ...NOTHING,
    holdings: new Map(Object.entries(holdings)),
    drifted: new Map(Object.entries(drifted)),
    missing: new Map(Object.entries(missing)),
    others: new Map(Object.entries(others)),
  };
}

describe("a refresh", () => {
  for (const { name, before, account, more, after } of [...HELD, ...UNHELD]) {
    it(name, () => {
      const request = { rules: suspensionRules, team: false, exclusive: false, everyone: account, ...more };
      const ledger = refreshLedger({ ledger: ledgerOf(before), observe: observing(account), ...request });
      deepEqual({ ...ledger }, ledgerOf(after));
    });
  }
});
