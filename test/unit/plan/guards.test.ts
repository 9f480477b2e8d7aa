import { deepEqual } from "node:assert/strict";
import type { Account } from "../../../provider/model/account";
import { UNASKED } from "../../../provider/model/userReading";
import { findAccountViolations, findViolations, type GuardRequest } from "../../../provider/plan/guards";
import { licenseRules } from "../../../provider/plan/licenseRules";
import { suspensionRules } from "../../../provider/plan/suspensionRules";
import { holding, type PlanScene, planScene, suspended, user } from "../../support/planning";

const CORP: Account = { accountId: "acc", name: "Corp", accountType: "EnterpriseLWA", accountStatus: "Active" };

interface Row extends PlanScene {
  readonly name: string;
  /** What is otherwise than in an ordinary declaration of an ordinary account. */
  readonly guard?: Partial<GuardRequest>;
  /** Each violation, the property first; none: nothing stands against the plan. */
  readonly says?: readonly string[];
}

const people = (count: number): string[] => Array.from({ length: count }, (_, i) => `u${i}`);
const listing = (users: readonly string[], value = "suspended"): Record<string, string> =>
  Object.fromEntries(users.map((name) => [name, value]));

const ACCOUNTS: readonly Row[] = [
  { name: "let a plan through in an account that may be changed", account: [user("a")], desired: { a: "suspended" } },
  {
    name: "refuse an account that Okta manages",
    guard: { account: { ...CORP, accountType: "EnterpriseOIDC" } },
    says: [
      'accountId: Account acc ("Corp") is of type EnterpriseOIDC: its users are suspended and licensed in its identity provider (Okta), and the service refuses to do it here. Make the change there, or name an EnterpriseLWA account.',
    ],
  },
  {
    name: "refuse an account that a directory manages and that is suspended itself, both at once",
    guard: { account: { ...CORP, accountType: "EnterpriseDirectory", accountStatus: "Suspended" } },
    says: [
      'accountId: Account acc ("Corp") is of type EnterpriseDirectory: its users are suspended and licensed in its Active Directory, and the service refuses to do it here. Make the change there, or name an EnterpriseLWA account.',
      'accountId: Account acc ("Corp") is itself suspended: its users can\'t be changed. Have the account reactivated, or name another one.',
    ],
  },
  {
    name: "refuse to remove users from a Team account",
    account: [user("a")],
    desired: { a: "suspended" },
    guard: { account: { ...CORP, accountType: "Team" } },
    says: [
      'users: Account acc ("Corp") is a Team account: suspending there removes users from the account, and only an invitation that they accept brings them back. It would remove 1 user: a. If that is what you want, set teamAccount to "disassociate".',
    ],
  },
  {
    name: "remove users from a Team account where the program says so",
    account: [user("a")],
    desired: { a: "suspended" },
    guard: { account: { ...CORP, accountType: "Team" }, teamAccount: "disassociate" },
  },
  {
    name: "suspend where the service does not say of what type the account is: a warning tells what that may mean",
    account: [user("a")],
    desired: { a: "suspended" },
    guard: { account: { accountId: "acc", name: "Corp" } },
  },
  {
    name: "refuse to suspend in an account of a type that nobody knows",
    account: [user("a")],
    desired: { a: "suspended" },
    guard: { account: { ...CORP, accountType: "TeamPlus" } },
    says: [
      'users: Account acc ("Corp") is of type "TeamPlus", which this version does not know. On a Team account suspending removes users, and only an invitation that they accept brings them back. It would suspend 1 user: a. To go on all the same, set teamAccount to "disassociate".',
    ],
  },
  {
    name: "suspend in an account of an unknown type where the program says so",
    account: [user("a")],
    desired: { a: "suspended" },
    guard: { account: { ...CORP, accountType: "TeamPlus" }, teamAccount: "disassociate" },
  },
  {
    name: "have nothing against an enterprise's account of a type that is newer",
    account: [user("a")],
    desired: { a: "suspended" },
    guard: { account: { ...CORP, accountType: "EnterpriseQuantum" } },
  },
  {
    name: "have nothing against an account of an unknown type of which nobody is suspended",
    account: [suspended("a")],
    desired: { a: "suspended" },
    guard: { account: { accountId: "acc", name: "Corp" } },
  },
  {
    name: "have nothing against a Team account of which nobody is removed",
    desired: {},
    guard: { account: { ...CORP, accountType: "Team" } },
  },
];

const USERS: readonly Row[] = [
  {
    name: "name two addresses that are one person, one of which may be somebody else's by now",
    account: [suspended("a")],
    holdings: { "b@example.com": holding("a", "suspended", "active") },
    desired: listing(["a@example.com", "b@example.com"]),
    says: [
      'users: "a@example.com" and "b@example.com" are the same person (user ID a). Keep one of the two entries. An address stands for whom it meant when it was first listed: where it has been given to somebody else since, list that user\'s ID in its place.',
    ],
  },
  {
    name: "name two entries that are one person",
    account: [suspended("a")],
    desired: listing(["a", "a@example.com"]),
    says: ['users: "a" and "a@example.com" are the same person (user ID a). Keep one of the two entries.'],
  },
  {
    name: "refuse users whom the account does not have, with the address that may be meant",
    desired: listing(["jon@example.com", "ghost"]),
    guard: { meantBy: (key) => (key === "jon@example.com" ? [{ address: "john@example.com", isListed: false }] : []) },
    says: [
      'users: 2 listed users not found in account acc ("Corp"): ghost, jon@example.com (did you mean john@example.com?). Correct or remove the entries, or set missingUsers to "warn". What has no @ is taken for a user ID: write addresses whole.',
    ],
  },
  ...(
    [
      ["a@example.com, which is listed already", ["+a"], "nearest is a@example.com, which is listed already"],
      ["two that are as near", ["a", "b"], "did you mean a@example.com or b@example.com?"],
      ["none of two where one of them is listed", ["+a", "b"], undefined],
      ["none of many that are as near", ["a", "b", "c", "d"], undefined],
    ] as const
  ).map(([what, near, says]): Row => {
    const meant = near.map((name) => ({
      address: `${name.replace("+", "")}@example.com`,
      isListed: name.startsWith("+"),
    }));
    const guess = says === undefined ? "" : ` (${says})`;
    return {
      name: `say of an address that the account does not have who may be meant: ${what}`,
      account: [suspended("u")],
      desired: listing(["u", "ab@example.com"]),
      guard: { meantBy: () => meant },
      says: [
        `users: 1 listed user not found in account acc ("Corp"): ab@example.com${guess}. Correct or remove the entry, or set missingUsers to "warn".`,
      ],
    };
  }),
  {
    name: "say of users whom the state has that they are gone: nothing is to be corrected in these entries",
    account: [suspended("u")],
    desired: listing(["u", "id-4", "a@example.com"]),
    guard: {
      holdings: new Map([
        ["id-4", holding("id-4", "suspended")],
        ["a@example.com", holding("id-5", "suspended")],
      ]),
    },
    says: [
      'users: 2 listed users not found in account acc ("Corp"): a@example.com (was there before, and is gone), id-4 (was there before, and is gone). Take out the entries, or set missingUsers to "warn".',
    ],
  },
  {
    name: "say it also where the entry is another name of the user, and what is to be corrected beside it",
    desired: listing(["id-4", "ghost"]),
    guard: { holdings: new Map([["a@example.com", holding("id-4", "suspended")]]) },
    says: [
      'users: 2 listed users not found in account acc ("Corp"): ghost, id-4 (was there before, and is gone). Correct or remove the entries, or set missingUsers to "warn". What has no @ is taken for a user ID: write addresses whole.',
    ],
  },
  {
    name: "put in quotes whose name could be read as more than one, and say of a name with an address in it what is meant",
    account: [suspended("u")],
    desired: listing(["u", "a@example.com,", "jane doe <j@example.com>", "doe, joe <joe@example.com>"]),
    guard: {
      meantBy: (key) => (key.startsWith("jane") ? [{ address: "j@example.com", isListed: false }] : []),
    },
    says: [
      'users: 3 listed users not found in account acc ("Corp"): "a@example.com,", "doe, joe <joe@example.com>", jane doe <j@example.com> (did you mean j@example.com?). Correct or remove the entries, or set missingUsers to "warn". Write an address alone, without a name before it.',
    ],
  },
  {
    name: "ask for the account where it has none of the listed users, unless another address is meant",
    desired: listing(["ghost", "spook"]),
    says: [
      'users: 2 listed users not found in account acc ("Corp"): ghost, spook. Correct or remove the entries, or set missingUsers to "warn". What has no @ is taken for a user ID: write addresses whole. None of the listed users is there: is accountId right?',
    ],
  },
  {
    name: "ask of a single listed user for the spelling, too",
    desired: listing(["ghost@example.com"]),
    says: [
      'users: 1 listed user not found in account acc ("Corp"): ghost@example.com. Correct or remove the entry, or set missingUsers to "warn". Is it spelled right, and is accountId right?',
    ],
  },
  {
    name: "say of a Team account who may be missing there that is to have a license",
    account: [suspended("a")],
    desired: listing(["a", "ghost@example.com"]),
    guard: { account: { ...CORP, accountType: "Team" }, teamAccount: "disassociate", listing: "licenses" },
    says: [
      'licenses: 1 listed user not found in account acc ("Corp"): ghost@example.com. Correct or remove the entry, or set missingUsers to "warn". This is a Team account: whom a UserSuspensionSet suspends is removed from it. To give such a user a license, take the user out of the set first: that sends an invitation.',
    ],
  },
  {
    name: "say where in the list they stand whose names are not told, in the order of the list",
    account: [suspended("a")],
    desired: listing(["a", "ghost", "jinn", "spook"]),
    guard: {
      placeOf: (key) =>
        new Map([
          ["spook", 0],
          ["ghost", 3],
        ]).get(key),
    },
    says: [
      'users: 3 listed users not found in account acc ("Corp"): jinn, spook (users[0]), ghost (users[3]). Correct or remove the entries, or set missingUsers to "warn". What has no @ is taken for a user ID: write addresses whole.',
    ],
  },
  {
    name: "not ask for the account where it has one of them",
    account: [suspended("a")],
    desired: listing(["a", "ghost"]),
    says: [
      'users: 1 listed user not found in account acc ("Corp"): ghost. Correct or remove the entry, or set missingUsers to "warn". What has no @ is taken for a user ID: write addresses whole.',
    ],
  },
  {
    name: "say of users missing in a Team account how it is known that another set has removed them, where the program can't tell",
    account: [suspended("a")],
    desired: listing(["a", "ghost"]),
    guard: { account: { ...CORP, accountType: "Team" }, teamAccount: "disassociate", isUntold: true },
    says: [
      'users: 1 listed user not found in account acc ("Corp"): ghost. Correct or remove the entry, or set missingUsers to "warn". What has no @ is taken for a user ID: write addresses whole. Where another set of this stack has removed them from it, one that is renamed now or taken out, run with --refresh, or give the new one an alias.',
    ],
  },
  {
    name: "let users be missing where the program says so",
    desired: listing(["ghost"]),
    guard: { missingUsers: "warn" },
  },
  {
    name: "refuse protected users by the program's name for them and by another, each once",
    account: [suspended("a"), suspended("b")],
    desired: listing(["a", "b@example.com"]),
    more: { protectedUsers: new Set(["a", "b"]) },
    guard: { protectedUsers: new Set(["a", "b"]) },
    says: [
      "users: 1 listed user protected by protectedUsers: a. Remove the entry from users or from protectedUsers.",
      "users: 1 listed user protected by protectedUsers under another name: b@example.com (user ID b). Remove the entry from users or from protectedUsers.",
    ],
  },
];

const LIMITS: readonly Row[] = [
  {
    name: "let as many change as maxChanges says",
    account: [user("a")],
    desired: listing(["a"]),
    guard: { maxChanges: 1 },
  },
  {
    name: "refuse one change more than maxChanges says, naming five",
    account: people(7).map((id) => user(id)),
    desired: listing(people(7)),
    guard: { maxChanges: 6 },
    says: [
      "maxChanges: 7 users would change, maxChanges allows 6. First: u0, u1, u2, u3, u4 and 2 more. Change fewer users at once, or raise maxChanges.",
    ],
  },
  {
    name: "say that nobody is listed any more where that is why so many change",
    account: [suspended("a")],
    holdings: { a: { userId: "a", value: "suspended", before: "active" } },
    guard: { maxChanges: 0 },
    says: [
      "maxChanges: 1 user would change, maxChanges allows 0. No user is listed any more. First: a. Change fewer users at once, or raise maxChanges.",
    ],
  },
  {
    // In floating point it comes out a hair below 57.
    name: "take 2.28% of 2,500 users to be 57",
    account: people(57).map((id) => user(id)),
    desired: listing(people(57)),
    guard: { maxChanges: "2.28%", accountUsers: 2500 },
  },
  {
    name: "round a share down",
    account: people(57).map((id) => user(id)),
    desired: listing(people(57)),
    guard: { maxChanges: "2.28%", accountUsers: 2499 },
    says: [
      "maxChanges: 57 users would change, maxChanges allows 56 (2.28% of 2,499 users). First: u0, u1, u10, u11, u12 and 52 more. Change fewer users at once, or raise maxChanges.",
    ],
  },
  {
    name: "count whom another resource lets go first as a move, which is no change, unless the user had something else there",
    account: [
      { userId: "a", licenseType: "Basic" },
      { userId: "b", licenseType: "Basic" },
    ],
    desired: { a: "Plus", b: "Plus" },
    more: {
      rules: licenseRules,
      handedOver: new Map([
        ["a", { holding: { userId: "a", value: "Plus", before: "Basic" }, moves: true, releasedTo: "Basic" }],
        ["b", { holding: { userId: "b", value: "Pro", before: "Basic" }, moves: true, releasedTo: "Basic" }],
      ]),
    },
    guard: { rules: licenseRules, listing: "licenses", maxChanges: 0 },
    says: [
      "maxChanges: 1 user would change, maxChanges allows 0. First: b. Change fewer users at once, or raise maxChanges.",
    ],
  },
  {
    name: "count no change that is planned unseen",
    desired: listing(["a"]),
    more: { observe: () => UNASKED },
    guard: { maxChanges: 0, account: undefined },
  },
  {
    name: "let a share through where the number of users is not known",
    account: [user("a")],
    desired: listing(["a"]),
    guard: { maxChanges: "1%" },
  },
  {
    name: "refuse licenses that the account does not support, listed and on leaving",
    account: [user("a"), user("b")],
    desired: { a: "Pro", b: "Basic" },
    more: { rules: licenseRules },
    guard: {
      rules: licenseRules,
      listing: "licenses",
      onRemoval: "ProTrial",
      account: { ...CORP, supportedLicenses: ["Basic", "Plus"] },
    },
    says: [
      'licenses: Account acc ("Corp") does not support the license Pro, which 1 user would get: a. It supports Basic, Plus.',
      'onRemoval: Account acc ("Corp") does not support the license ProTrial, which users who leave would get. It supports Basic, Plus.',
    ],
  },
  {
    name: "refuse a license that the account does not support by an entry that counts or will, not by one that is over",
    account: [user("a")],
    desired: { a: "Pro" },
    more: { rules: licenseRules },
    guard: {
      rules: licenseRules,
      listing: "licenses",
      account: { ...CORP, supportedLicenses: ["Basic", "Pro"] },
      schedule: new Map([
        ["a", { value: "Pro" }],
        ["b", { value: "Plus" }],
        ["c", { value: "Plus" }],
      ]),
      isOver: (key) => key === "c",
    },
    says: [
      'licenses: Account acc ("Corp") does not support the license Plus, which 1 user would get: b. It supports Basic, Pro.',
    ],
  },
  {
    name: "refuse a protected user whose entry does not count now",
    guard: { protectedUsers: new Set(["b"]), schedule: new Map([["b", { value: "suspended" }]]) },
    says: ["users: 1 listed user protected by protectedUsers: b. Remove the entry from users or from protectedUsers."],
  },
  {
    name: "refuse somebody who is listed and stands under another name in an entry that does not count now",
    account: [user("a")],
    desired: { a: "suspended" },
    more: { outside: new Map([["a@example.com", { why: "ended", moment: "2026-12-01" }]]) },
    says: ['users: "a" and "a@example.com" are the same person (user ID a). Keep one of the two entries.'],
  },
  {
    name: "let any license through where the account does not say which it supports",
    account: [user("a")],
    desired: { a: "Pro" },
    more: { rules: licenseRules },
    guard: { rules: licenseRules, listing: "licenses", account: { ...CORP, supportedLicenses: [] } },
  },
];

describe("guards", () => {
  for (const { name, guard, says = [], ...scene } of [...ACCOUNTS, ...USERS, ...LIMITS]) {
    it(name, () => {
      const violations = findViolations({
        plan: planScene(scene),
        account: CORP,
        listing: "users",
        rules: suspensionRules,
        desired: new Map(Object.entries(scene.desired ?? {})),
        schedule: new Map(),
        onRemoval: "restore",
        protectedUsers: new Set(),
        missingUsers: "fail",
        teamAccount: "refuse",
        ...guard,
      });
      deepEqual(
        violations.map(({ property, message }) => `${property}: ${message}`),
        says,
      );
    });
  }

  it("judge an account alone, whoever is listed", () => {
    const judged = (accountType: string): string[] =>
      findAccountViolations({ ...CORP, accountType }).map(({ property }) => property);
    deepEqual(["EnterpriseLWA", "Team", "EnterpriseOIDC"].map(judged), [[], [], ["accountId"]]);
  });
});
