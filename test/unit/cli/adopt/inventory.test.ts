import { deepEqual } from "node:assert/strict";
import { type LeftOut, takeInventory } from "../../../../provider/lifecycle/inventory/takeInventory";
import type { User } from "../../../../provider/model/user";
import { contentOf } from "./content";

const pro = (userId: string, primaryEmail?: string): User => ({
  userId,
  licenseType: "Pro",
  ...(primaryEmail === undefined ? {} : { primaryEmail }),
});

/** What each user is called, in the order given; null where a user can't be named. */
function namesOf(users: readonly User[]): (string | null)[] {
  const { licensed } = takeInventory(contentOf(users));
  return users.map((user) => licensed.find((entry) => entry.user === user)?.name ?? null);
}

const told = (leftOut: readonly LeftOut[]): string[] =>
  leftOut.map(({ of, why, users }) => `${of}: ${users.map(({ userId }) => userId).join()} ${why}`);

describe("the inventory of an account", () => {
  const NAMES: readonly { name: string; users: readonly User[]; want: readonly (string | null)[] }[] = [
    { name: "by address, in lower case", users: [pro("a", "Ann.B@Example.COM")], want: ["ann.b@example.com"] },
    { name: "by ID without an address", users: [pro("A-1"), pro("B", "")], want: ["A-1", "B"] },
    {
      name: "by ID where two have one address, in whatever case",
      users: [pro("a", "x@y.zz"), pro("b", "X@y.zz"), pro("c", "c@y.zz")],
      want: ["a", "b", "c@y.zz"],
    },
    {
      name: "by ID where the address is none, or has what an argument may not have",
      users: [pro("a", "x\u0007@y.zz"), pro("b", " x@y.zz"), pro("c", "nobody"), pro("d", `${"d".repeat(1_030)}@y.zz`)],
      want: ["a", "b", "c", "d"],
    },
    {
      name: "not at all where neither address nor ID can stand in a program",
      users: ["__proto__", "constructor", "a/b", "..", "i@d", " ", " a", "a\nb"].map((id) => pro(id)),
      want: Array.from({ length: 8 }, () => null),
    },
  ];
  for (const { name, users, want } of NAMES) {
    it(`names users ${name}`, () => deepEqual(namesOf(users), want));
  }

  it("tells whom it can't name, and has them nowhere", () => {
    const { suspended, licensed, leftOut } = takeInventory(
      contentOf([{ ...pro("__proto__"), registrationStatus: "Suspended" }, { userId: "a/b" }, pro("c")]),
    );
    deepEqual([suspended.length, licensed.map(({ name }) => name)], [0, ["c"]]);
    deepEqual(told(leftOut), ["everything: __proto__,a/b whom neither address nor ID can name in a program"]);
  });

  it("sorts by name, whatever order the service has", () => {
    const { licensed } = takeInventory(contentOf([pro("z"), pro("1", "m@y.zz"), pro("2", "B@y.zz"), pro("0")]));
    deepEqual(
      licensed.map(({ name }) => name),
      ["0", "b@y.zz", "m@y.zz", "z"],
    );
  });

  it("has suspended users in both resources", () => {
    const { suspended, licensed } = takeInventory(
      contentOf([
        { ...pro("a"), registrationStatus: "Suspended" },
        { ...pro("b"), registrationStatus: "Registered" },
      ]),
    );
    deepEqual([suspended.map(({ name }) => name), licensed.map(({ name }) => name)], [["a"], ["a", "b"]]);
  });

  it("has nobody suspended on a Team account, which knows no suspension", () => {
    const users = [{ ...pro("a"), registrationStatus: "Suspended" }];
    const { suspended, licensed } = takeInventory(contentOf(users, { accountType: "Team" }));
    deepEqual([suspended.length, licensed.length], [0, 1]);
  });

  it("leaves out of the licenses who has none, one that no resource knows, or one that the account lost", () => {
    const users = [
      { userId: "invited", registrationStatus: "Unregistered" },
      { userId: "gold", licenseType: "Gold" },
      { userId: "plus", licenseType: "Plus" },
      { userId: "lost", licenseType: "Plus", registrationStatus: "Suspended" },
      pro("kept"),
    ];
    const { licensed, suspended, leftOut } = takeInventory(contentOf(users));
    deepEqual([licensed.map(({ name }) => name), suspended.map(({ name }) => name)], [["kept"], ["lost"]]);
    deepEqual(told(leftOut), [
      "the licenses: gold with the license Gold, which UserLicenseAssignment does not know",
      "the licenses: invited without a license",
      "the licenses: lost,plus with the license Plus, which the account does not support (it supports Basic, Pro)",
    ]);
  });

  it("takes any license of the API where the account does not say which it supports", () => {
    const { account, users } = contentOf([{ userId: "a", licenseType: "ProTrial" }]);
    const { supportedLicenses: _, ...silent } = account;
    deepEqual(takeInventory({ account: silent, users }).licensed.length, 1);
  });
});
