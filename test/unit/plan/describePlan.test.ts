import { equal } from "node:assert/strict";
import { describePlan, type PlanSubject } from "../../../provider/plan/describePlan";
import { licenseRules } from "../../../provider/plan/licenseRules";
import { holding, planScene, suspended, user } from "../../support/planning";

const SUBJECT: PlanSubject = {
  resource: 'UserSuspensionSet "leavers"',
  account: '"Example Corp" (account acc)',
  checked: true,
  team: false,
};

describe("describePlan", () => {
  it("says nothing where nothing happens", () => {
    equal(describePlan(planScene({}), SUBJECT, "already suspended"), undefined);
  });

  it("tells counts first, then who, grouped by what happens to them and why", () => {
    const plan = planScene({
      account: [user("z"), user("b"), suspended("c"), suspended("d"), suspended("e"), suspended("x")],
      desired: { z: "suspended", b: "suspended", c: "suspended", ghost: "suspended" },
      holdings: { d: holding("d", "suspended", "active"), e: holding("e", "suspended", "suspended") },
    });
    equal(
      describePlan(plan, SUBJECT, "already suspended"),
      `UserSuspensionSet "leavers": suspend 2 users, unsuspend 1 user in "Example Corp" (account acc)
  suspend (2): b, z
  unsuspend, no longer listed (1): d
  left as they are, found so at first (1): e
  not in the account (1): ghost
  already suspended (1): c`,
    );
  });

  it("caps long lists and never the numbers", () => {
    const account = Array.from({ length: 1234 }, (_, i) => user(`u${String(i).padStart(4, "0")}`));
    const desired = Object.fromEntries(account.map(({ userId }) => [userId, "suspended"]));
    const text = describePlan(planScene({ account, desired }), SUBJECT, "already suspended") ?? "";
    equal(
      text.split("\n")[1],
      "  suspend (1,234): u0000, u0001, u0002, u0003, u0004, u0005, u0006, u0007, u0008, u0009 and 1,224 more",
    );
  });

  it("tells licenses from and to", () => {
    const plan = planScene({
      account: [user("a"), user("b", { licenseType: "Plus" })],
      desired: { a: "Pro", b: "Pro" },
      more: { rules: licenseRules },
    });
    equal(
      describePlan(plan, { ...SUBJECT, resource: 'UserLicenseAssignment "hosts"' }, "as declared"),
      `UserLicenseAssignment "hosts": change license of 2 users in "Example Corp" (account acc)
  license Basic -> Pro (1): a
  license Plus -> Pro (1): b`,
    );
  });

  it("says when the account could not be read", () => {
    const plan = planScene({ desired: { a: "suspended" }, more: { observe: () => undefined } });
    equal(
      describePlan(plan, { ...SUBJECT, account: "account acc", checked: false }, "already suspended")?.split("\n")[0],
      'UserSuspensionSet "leavers": suspend 1 user in account acc (from the state alone, the account could not be read)',
    );
  });
});
