import { deepEqual } from "node:assert/strict";
import { UNASKED } from "../../../provider/model/userReading";
import { licenseRules } from "../../../provider/plan/licenseRules";
import { holding, linesOf, type PlanScene, planScene, suspended, user } from "../../support/planning";

interface Row extends PlanScene {
  readonly name: string;
  readonly verdicts?: readonly string[];
  readonly duplicates?: readonly string[];
  readonly protectedListed?: readonly string[];
}

const HERE = holding("a", "suspended", "active");
const FOUND = holding("a", "suspended");

/** Another resource that has everybody in its state, at a value. */
const holds = (keeps: string) => () => ({ name: 'UserSuspensionSet "b"', isPending: false, keeps });

const SUSPENSIONS: readonly Row[] = [
  {
    name: "suspends a listed active user",
    account: [user("a")],
    desired: { a: "suspended" },
    verdicts: ["suspend a: active -> suspended (listed)"],
  },
  {
    name: "finds a user by address and keeps the program's name for the user",
    account: [user("a")],
    desired: { "a@example.com": "suspended" },
    verdicts: ["suspend a@example.com: active -> suspended (listed)"],
  },
  {
    name: "knows a user by ID whose address has changed since",
    account: [user("a", { primaryEmail: "new@example.com" })],
    desired: { "a@example.com": "suspended" },
    holdings: { "a@example.com": HERE },
    verdicts: ["suspend a@example.com: active -> suspended (drifted)"],
  },
  {
    name: "knows a protected user by the address that the user has now, whatever the program calls the user",
    account: [user("a", { primaryEmail: "New@example.com" })],
    desired: { "a@example.com": "suspended" },
    holdings: { "a@example.com": HERE },
    more: { protectedUsers: new Set(["new@example.com"]) },
    verdicts: ["suspend a@example.com: active -> suspended (drifted)"],
    protectedListed: ["a@example.com"],
  },
  {
    name: "leaves a listed suspended user alone",
    account: [suspended("a")],
    desired: { a: "suspended" },
    verdicts: ["asDeclared a: preexisting"],
  },
  {
    name: "remembers of a listed suspended user who made the user so",
    account: [suspended("a"), suspended("b")],
    desired: { a: "suspended", b: "suspended" },
    holdings: { a: HERE, b: holding("b", "suspended") },
    verdicts: ["asDeclared a: ours", "asDeclared b: preexisting"],
  },
  ...[false, true].map((isTold) => ({
    name: `calls a user changed outside whom one before this resource has kept ${isTold ? "where" : "only where"} a refresh has told`,
    account: [user("a")],
    desired: { a: "suspended" },
    more: { handedOver: new Map([["a", { holding: HERE, moves: false, isTold }]]) },
    verdicts: [`suspend a: active -> suspended (${isTold ? "drifted" : "listed"})`],
  })),
  {
    name: "reports a listed user that the account does not have",
    desired: { a: "suspended" },
    verdicts: ["missing a"],
  },
  {
    name: "takes a listed user outside the question as the state has the user",
    account: [user("a")],
    desired: { a: "suspended" },
    holdings: { a: HERE },
    more: { toRead: new Set() },
  },
  {
    name: "finds a user outside the question protected under the ID that the state has",
    account: [suspended("a")],
    desired: { "a@example.com": "suspended" },
    holdings: { "a@example.com": HERE },
    more: { toRead: new Set(), protectedUsers: new Set(["a"]) },
    protectedListed: ["a@example.com"],
  },
  {
    name: "finds a user outside the question protected under an address that was read",
    account: [suspended("a")],
    desired: { a: "suspended" },
    holdings: { a: HERE },
    more: { toRead: new Set(), protectedUsers: new Set(["a@example.com"]) },
    protectedListed: ["a"],
  },
  {
    name: "unsuspends a leaving user that this resource suspended",
    account: [suspended("a")],
    holdings: { a: HERE },
    verdicts: ["unsuspend a: suspended -> active (leaving)"],
  },
  {
    name: "tells of a leaving user whose entry has ended from one whose entry has not begun, or is gone",
    account: [suspended("a"), suspended("b"), suspended("c")],
    holdings: { a: HERE, b: { ...HERE, userId: "b" }, c: { ...HERE, userId: "c" } },
    more: {
      outside: new Map([
        ["a", { why: "ended", moment: "2026-12-01" }],
        ["b", { why: "ahead", moment: "2027-01-01" }],
      ]),
    },
    verdicts: [
      "unsuspend a: suspended -> active (ended)",
      "unsuspend b: suspended -> active (ahead)",
      "unsuspend c: suspended -> active (leaving)",
    ],
  },
  {
    name: "keeps a leaving user that was found suspended",
    account: [suspended("a")],
    holdings: { a: FOUND },
    verdicts: ["untouched a: preexisting"],
  },
  {
    name: "does not say of a leaving user who was found suspended that this is still so where a refresh saw otherwise",
    account: [user("a")],
    holdings: { a: holding("a", "suspended"), b: holding("b", "suspended") },
    more: {
      drifted: new Map([
        ["a", "active"],
        ["b", "missing"],
      ]),
    },
    verdicts: ["untouched a: changedSince", "gone b"],
  },
  {
    name: "unsuspends a leaving user that was found suspended under unsuspend",
    account: [suspended("a")],
    holdings: { a: FOUND },
    more: { onRemoval: "unsuspend" },
    verdicts: ["unsuspend a: suspended -> active (leaving)"],
  },
  {
    name: "keeps every leaving user under retain",
    account: [suspended("a")],
    holdings: { a: HERE },
    more: { onRemoval: "retain" },
    verdicts: ["untouched a: retained"],
  },
  {
    name: "keeps a leaving user that somebody unsuspended already",
    account: [user("a")],
    holdings: { a: HERE },
    verdicts: ["untouched a: alreadyBack"],
  },
  {
    name: "keeps a leaving user whom a deletion that failed for others has unsuspended",
    account: [user("a")],
    holdings: { a: FOUND },
    more: { onRemoval: "unsuspend" },
    verdicts: ["untouched a: alreadyGiven"],
  },
  {
    name: "keeps a leaving user that another resource lists",
    account: [suspended("a")],
    holdings: { a: HERE },
    more: { claimantOf: (key) => (key === "a" ? { name: 'UserSuspensionSet "b"', isPending: false } : undefined) },
    verdicts: ['moves a: UserSuspensionSet "b"'],
  },
  {
    name: "leaves a user to another resource that has the user in its state, and does not look",
    holdings: { a: HERE },
    more: { observe: () => UNASKED, holderOf: holds("suspended") },
    verdicts: ['leftTo a: UserSuspensionSet "b"'],
  },
  {
    name: "gives a user back to another resource that has the user otherwise in its state",
    account: [suspended("a")],
    holdings: { a: HERE },
    more: { holderOf: holds("active") },
    verdicts: ["unsuspend a: suspended -> active (returned)"],
  },
  {
    name: "leaves a user whom others have changed since to the resource that has the user in its state",
    account: [user("a")],
    holdings: { a: HERE },
    more: { holderOf: holds("active") },
    verdicts: ['leftTo a: UserSuspensionSet "b"'],
  },
  {
    name: "gives back a user whom the last write may have changed, though it got no answer",
    account: [suspended("a")],
    holdings: { a: { ...holding("a", "active", "active"), attempted: "suspended" } },
    more: { holderOf: holds("active") },
    verdicts: ["unsuspend a: suspended -> active (returned)"],
  },
  {
    name: "leaves users to others also where it is exclusive, those it never listed, too",
    account: [suspended("a"), suspended("b"), suspended("c")],
    desired: { c: "suspended" },
    holdings: { a: HERE },
    more: { exclusive: true, holderOf: holds("suspended") },
    verdicts: [
      'leftTo a: UserSuspensionSet "b"',
      'leftTo b@example.com: UserSuspensionSet "b"',
      "asDeclared c: preexisting",
    ],
  },
  {
    name: "counts as back whom another resource is going to let go first",
    account: [suspended("a")],
    holdings: { a: HERE },
    more: { plannedFor: () => "active" },
    verdicts: ["untouched a: alreadyBack"],
  },
  ...[
    {
      name: "whose address it still is",
      account: [suspended("a")],
      verdicts: ['moves a@example.com: UserSuspensionSet "b"'],
    },
    {
      name: "whose address nobody was asked for",
      observe: () => UNASKED,
      verdicts: ['moves a@example.com: UserSuspensionSet "b"'],
    },
    {
      name: "whose address is somebody else's by now: the user leaves",
      account: [
        user("a", { primaryEmail: "new@example.com", registrationStatus: "Suspended" }),
        user("c", { primaryEmail: "a@example.com" }),
      ],
      verdicts: ["unsuspend a@example.com: suspended -> active (leaving)"],
    },
    {
      name: "whose address is nobody's by now: the user leaves",
      account: [user("a", { primaryEmail: "new@example.com", registrationStatus: "Suspended" })],
      verdicts: ["unsuspend a@example.com: suspended -> active (leaving)"],
    },
    {
      name: "whose address is another one by now, which is listed too",
      account: [
        user("a", { primaryEmail: "b@example.com", registrationStatus: "Suspended" }),
        user("c", { primaryEmail: "a@example.com" }),
      ],
      listed: ["a@example.com", "b@example.com"],
      verdicts: ['moves a@example.com: UserSuspensionSet "b"'],
    },
    {
      name: "whose ID is listed too, whosever the address is",
      account: [
        user("a", { primaryEmail: "new@example.com", registrationStatus: "Suspended" }),
        user("c", { primaryEmail: "a@example.com" }),
      ],
      listed: ["a@example.com", "a"],
      verdicts: ['moves a@example.com: UserSuspensionSet "b"'],
    },
    {
      name: "who is gone, while somebody else has the address",
      account: [user("c", { primaryEmail: "a@example.com" })],
      verdicts: ["gone a@example.com"],
    },
    {
      name: "whom it has taken out of a Team account, where the address is all that is known",
      account: [],
      team: true,
      verdicts: ['moves a@example.com: UserSuspensionSet "b"'],
    },
  ].map(
    ({ name, account = [], listed = ["a@example.com"], observe, team = false, verdicts }): Row => ({
      name: `judges a leaving user whom another resource lists by address, ${name}`,
      account,
      holdings: { "a@example.com": HERE },
      more: {
        team,
        ...(observe ? { observe } : {}),
        claimantOf: (...names) =>
          names.some((one) => listed.includes(one)) ? { name: 'UserSuspensionSet "b"', isPending: false } : undefined,
      },
      verdicts,
    }),
  ),
  { name: "counts a leaving user that is gone as done", holdings: { a: HERE }, verdicts: ["gone a"] },
  {
    name: "does not take a user for leaving who is now listed under another name",
    account: [suspended("a")],
    desired: { "a@example.com": "suspended" },
    holdings: { a: HERE },
    verdicts: ["asDeclared a@example.com: ours"],
  },
  {
    name: "reports ID and address of one person listed together",
    account: [user("a"), user("b")],
    desired: { a: "suspended", "a@example.com": "suspended" },
    verdicts: ["suspend a: active -> suspended (listed)", "suspend a@example.com: active -> suspended (listed)"],
    duplicates: ["a = a@example.com"],
  },
  {
    name: "unsuspends a protected user who leaves",
    account: [suspended("a")],
    holdings: { a: HERE },
    more: { protectedUsers: new Set(["a"]) },
    verdicts: ["unsuspend a: suspended -> active (leaving)"],
  },
  {
    name: "leaves suspended users outside the set alone",
    account: [suspended("a"), suspended("b")],
    desired: { a: "suspended" },
    verdicts: ["asDeclared a: preexisting"],
  },
  {
    name: "unsuspends suspended users outside an exclusive set",
    account: [suspended("a"), suspended("b"), user("c")],
    desired: { a: "suspended" },
    more: { exclusive: true },
    verdicts: ["asDeclared a: preexisting", "unsuspend b@example.com: suspended -> active (exclusive)"],
  },
  {
    name: "unsuspends a user that leaves an exclusive set whatever onRemoval says",
    account: [suspended("a")],
    holdings: { a: FOUND },
    more: { exclusive: true, onRemoval: "retain" },
    verdicts: ["unsuspend a: suspended -> active (leaving, exclusive)"],
  },
  {
    name: "tells whom an exclusive set alone lets in from those who would be unsuspended anyway",
    account: [suspended("a"), suspended("b")],
    holdings: { a: FOUND, b: { ...HERE, userId: "b" } },
    more: { exclusive: true },
    verdicts: ["unsuspend a: suspended -> active (leaving, exclusive)", "unsuspend b: suspended -> active (leaving)"],
  },
  {
    name: "counts a user removed from a Team account by this resource as suspended",
    desired: { "a@example.com": "suspended" },
    holdings: { "a@example.com": HERE },
    more: { team: true },
    verdicts: ["asDeclared a@example.com: ours"],
  },
  {
    name: "knows a user removed from a Team account whom the program calls by the recorded address now",
    desired: { "a@example.com": "suspended" },
    holdings: { a: { ...HERE, email: "A@example.com" } },
    more: { team: true },
    verdicts: ["asDeclared a@example.com: ours"],
  },
  {
    name: "removes a user again who came back to the Team account",
    account: [user("a")],
    desired: { "a@example.com": "suspended" },
    holdings: { "a@example.com": HERE },
    more: { team: true },
    verdicts: ["suspend a@example.com: active -> suspended (drifted)"],
  },
  {
    name: "invites a removed user of a Team account who leaves the set",
    holdings: { "a@example.com": HERE },
    more: { team: true },
    verdicts: ["invite a@example.com: suspended -> active (leaving)"],
  },
  {
    name: "can't invite a removed user of a Team account without an address",
    holdings: { a: HERE },
    more: { team: true },
    verdicts: ["untouched a: notRestorable"],
  },
  {
    name: "plans a change without a from where the account could not be read",
    desired: { a: "suspended" },
    more: { observe: () => UNASKED },
    verdicts: ["suspend a: ? -> suspended (listed)"],
  },
];

const license = (rows: Row): Row => ({ ...rows, more: { rules: licenseRules, ...rows.more } });
const PRO = holding("a", "Pro", "Basic");

const LICENSES: readonly Row[] = [
  {
    name: "sets a license that differs",
    account: [user("a")],
    desired: { a: "Pro" },
    verdicts: ["setLicense a: Basic -> Pro (listed)"],
  },
  {
    name: "leaves a license that is as declared",
    account: [user("a")],
    desired: { a: "Basic" },
    verdicts: ["asDeclared a: preexisting"],
  },
  {
    name: "gives a leaving user the license from before",
    account: [user("a", { licenseType: "Pro" })],
    holdings: { a: PRO },
    verdicts: ["setLicense a: Pro -> Basic (leaving)"],
  },
  {
    name: "gives a leaving user the license that onRemoval names",
    account: [user("a", { licenseType: "Pro" })],
    holdings: { a: PRO },
    more: { onRemoval: "Plus" },
    verdicts: ["setLicense a: Pro -> Plus (leaving)"],
  },
  {
    name: "keeps a leaving user who has the license that onRemoval names, and does not blame others for it",
    account: [user("a", { licenseType: "Pro" })],
    holdings: { a: PRO },
    more: { onRemoval: "Pro" },
    verdicts: ["untouched a: alreadySo"],
  },
  {
    name: "keeps a leaving user whose license somebody changed since",
    account: [user("a", { licenseType: "Plus" })],
    holdings: { a: PRO },
    verdicts: ["untouched a: changedSince"],
  },
  {
    name: "keeps a leaving user whose license was never set here",
    account: [user("a", { licenseType: "Pro" })],
    holdings: { a: holding("a", "Pro") },
    verdicts: ["untouched a: preexisting"],
  },
  {
    name: "keeps the license of a protected user who leaves, whatever name protects the user",
    account: [user("a", { licenseType: "Pro" })],
    holdings: { a: PRO },
    more: { protectedUsers: new Set(["a@example.com"]) },
    verdicts: ["untouched a: protected"],
  },
  {
    name: "keeps the license of a user who leaves, protected by the address that the user has now",
    account: [user("a", { licenseType: "Pro", primaryEmail: "New@example.com" })],
    holdings: { "a@example.com": { ...PRO, userId: "a" } },
    more: { protectedUsers: new Set(["new@example.com"]) },
    verdicts: ["untouched a@example.com: protected"],
  },
  {
    name: "keeps a leaving user who had no license to go back to",
    account: [user("a", { licenseType: "Pro" })],
    holdings: { a: holding("a", "Pro", "none") },
    verdicts: ["untouched a: notRestorable"],
  },
  {
    name: "leaves a user as is who has moved here, was given back by that what there was before, and leaves",
    account: [user("a", { licenseType: "Basic" })],
    holdings: { a: holding("a", "Basic", "Basic") },
    verdicts: ["untouched a: alreadyBack"],
  },
];

describe("planUsers", () => {
  for (const row of [...SUSPENSIONS, ...LICENSES.map(license)]) {
    it(row.name, () => {
      const plan = planScene(row);
      deepEqual(linesOf(plan), row.verdicts ?? [], "verdicts");
      deepEqual(
        plan.duplicates.map(({ entries }) => entries.join(" = ")),
        row.duplicates ?? [],
        "duplicates",
      );
      deepEqual(
        plan.protectedListed.map((one) => one.user),
        row.protectedListed ?? [],
        "protectedListed",
      );
    });
  }

  it("sorts by user, whatever order the program has", () => {
    const account = [user("c"), user("a"), user("b")];
    const plan = planScene({ account, desired: { c: "suspended", a: "suspended", b: "suspended" } });
    deepEqual(
      plan.verdicts.map((verdict) => verdict.user),
      ["a", "b", "c"],
    );
  });
});
