import { deepEqual, ok } from "node:assert/strict";
import { licenseKind, suspensionKind } from "../../../provider/lifecycle/kinds";
import { parseInputs } from "../../../provider/lifecycle/parseInputs";
import { decodeInputs, encodeInputs } from "../../../provider/lifecycle/state";
import { UNKNOWN } from "../../../provider/model/unknown";

/** Some moment: none of these entries has a time. */
const NOW = 0;
const LONG = "x".repeat(10_000_000);
const SET = { accountId: "acc", users: ["a"] };
const MAP = { accountId: "acc", licenses: { a: "Pro" } };

interface Row {
  readonly args: Readonly<Record<string, unknown>>;
  /** The property and a piece of the reason of each failure. */
  readonly failures: readonly (readonly [string, string])[];
}

const SUSPENSIONS: readonly Row[] = [
  {
    args: {},
    failures: [
      ["accountId", "is required"],
      ["users", "is required"],
    ],
  },
  { args: { ...SET, accountId: "" }, failures: [["accountId", 'expected the ID of a Chime account; "" is blank']] },
  { args: { ...SET, accountId: "  " }, failures: [["accountId", "is blank"]] },
  { args: { ...SET, accountId: 12 }, failures: [["accountId", "got 12"]] },
  { args: { ...SET, accountId: null }, failures: [["accountId", "is required"]] },
  { args: { ...SET, accountId: ["a"] }, failures: [["accountId", 'got ["a"]']] },
  { args: { ...SET, accountId: ".." }, failures: [["accountId", "would change the path"]] },
  { args: { ...SET, accountId: "." }, failures: [["accountId", "would change the path"]] },
  { args: { ...SET, accountId: "%2e%2e" }, failures: [["accountId", "has one of / ? # %"]] },
  { args: { ...SET, accountId: "a/b" }, failures: [["accountId", "has one of / ? # %"]] },
  { args: { ...SET, accountId: "a?b" }, failures: [["accountId", "has one of / ? # %"]] },
  { args: { ...SET, accountId: "a#b" }, failures: [["accountId", "has one of / ? # %"]] },
  { args: { ...SET, accountId: "a\nb" }, failures: [["accountId", "control character"]] },
  { args: { ...SET, accountId: LONG }, failures: [["accountId", "is longer than 1024 characters"]] },
  { args: { ...SET, users: "a" }, failures: [["users", 'expected a list of users, got "a"']] },
  { args: { ...SET, users: 1 }, failures: [["users", "expected a list of users, got 1"]] },
  { args: { ...SET, users: {} }, failures: [["users", "expected a list of users, got {}"]] },
  { args: { ...SET, users: { a: "b" } }, failures: [["users", "expected a list of users"]] },
  {
    args: { ...SET, users: [""] },
    failures: [["users", 'users[0]: expected a user ID or an email address; "" is blank']],
  },
  {
    args: { ...SET, users: ["a", 3, "b", null] },
    failures: [
      ["users", "users[1]: "],
      ["users", "users[3]: "],
    ],
  },
  { args: { ...SET, users: [{}] }, failures: [["users", "got {}"]] },
  { args: { ...SET, users: [["a"]] }, failures: [["users", 'got ["a"]']] },
  { args: { ...SET, users: ["a/b"] }, failures: [["users", "has one of / ? # %"]] },
  {
    args: { ...SET, users: ["a", "a"] },
    failures: [["users", 'users: users[0], users[1] are the same person, "a". Keep one']],
  },
  {
    args: { ...SET, users: ["a@x.com", "b", { user: "a@x.com", until: "2999-01-01" }, "a@x.com"] },
    failures: [["users", 'users: users[0], users[2], users[3] are the same person, "a@x.com". Keep one']],
  },
  { args: { ...SET, users: ["a", "a "] }, failures: [["users", 'users: "a", "a " are the same person. Keep one']] },
  {
    args: { ...SET, users: ["A@x.com", "a@X.com"] },
    failures: [["users", '"A@x.com", "a@X.com" are the same person']],
  },
  { args: { ...SET, users: ["__proto__"] }, failures: [["users", "can't be a key of a map"]] },
  { args: { ...SET, users: ["a\u0000@x.com"] }, failures: [["users", "control character"]] },
  { args: { ...SET, users: [LONG] }, failures: [["users", "10,000,002 characters"]] },
  { args: { ...SET, exclusive: "true" }, failures: [["exclusive", 'expected true or false, got "true"']] },
  { args: { ...SET, exclusive: 1 }, failures: [["exclusive", "got 1"]] },
  { args: { ...SET, onRemoval: "Restore" }, failures: [["onRemoval", 'one of "restore", "unsuspend", "retain"']] },
  { args: { ...SET, onRemoval: "Retain" }, failures: [["onRemoval", 'got "Retain" (did you mean "retain"?).']] },
  { args: { ...SET, onRemoval: "remove" }, failures: [["onRemoval", 'got "remove".']] },
  { args: { ...SET, onRemoval: "Pro" }, failures: [["onRemoval", 'got "Pro"']] },
  { args: { ...SET, missingUsers: "ignore" }, failures: [["missingUsers", 'one of "fail", "warn"']] },
  { args: { ...SET, teamAccount: true }, failures: [["teamAccount", 'one of "refuse", "disassociate"']] },
  { args: { ...SET, maxChanges: -1 }, failures: [["maxChanges", "a whole number of users"]] },
  { args: { ...SET, maxChanges: 1.5 }, failures: [["maxChanges", "got 1.5"]] },
  { args: { ...SET, maxChanges: "10" }, failures: [["maxChanges", 'got "10"']] },
  { args: { ...SET, maxChanges: "0%" }, failures: [["maxChanges", 'got "0%"']] },
  { args: { ...SET, maxChanges: "100.1%" }, failures: [["maxChanges", 'got "100.1%"']] },
  { args: { ...SET, maxChanges: "ten%" }, failures: [["maxChanges", 'got "ten%"']] },
  { args: { ...SET, maxChanges: Number.NaN }, failures: [["maxChanges", "a whole number"]] },
  { args: { ...SET, protectedUsers: "a" }, failures: [["protectedUsers", "expected a list of users"]] },
  { args: { ...SET, protectedUsers: ["a", "%2e%2e"] }, failures: [["protectedUsers", "has one of / ? # %"]] },
  { args: { ...SET, protectedUsers: { a: "b" } }, failures: [["protectedUsers", "expected a list of users"]] },
  { args: { ...SET, maxChanges: {} }, failures: [["maxChanges", "got {}"]] },
  { args: { ...SET, maxChanges: LONG }, failures: [["maxChanges", "10,000,002 characters"]] },
  { args: { ...SET, exclusive: null, onRemoval: 7 }, failures: [["onRemoval", "got 7"]] },
  { args: { ...SET, constructor: 1 }, failures: [["constructor", "constructor is not an argument"]] },
  { args: { ...SET, toString: "x" }, failures: [["toString", "toString is not an argument"]] },
  { args: JSON.parse('{"accountId":"acc","users":["a"],"__proto__":{"users":[]}}'), failures: [] },
  {
    args: { ...SET, failures: [] },
    failures: [["failures", "failures is not an argument of UserSuspensionSet. It has: "]],
  },
  { args: { ...SET, [LONG]: 1 }, failures: [[LONG, "10,000,002 characters"]] },
  {
    args: { ...SET, user: ["a"] },
    failures: [["user", "user is not an argument of UserSuspensionSet. Did you mean users? It has: accountId"]],
  },
  {
    args: { ...SET, protectUsers: ["a"] },
    failures: [["protectUsers", "Did you mean protectedUsers?"]],
  },
  { args: { ...SET, "a b": 1 }, failures: [["a b", '"a b" is not an argument of UserSuspensionSet. It has: ']] },
  { args: { ...SET, licenses: { a: "Pro" } }, failures: [["licenses", "is not an argument of UserSuspensionSet"]] },
];

const LICENSES: readonly Row[] = [
  { args: { accountId: "acc" }, failures: [["licenses", "is required"]] },
  { args: { ...MAP, licenses: ["a"] }, failures: [["licenses", "expected a map from user to license"]] },
  { args: { ...MAP, licenses: "Pro" }, failures: [["licenses", "expected a map from user to license"]] },
  {
    args: { ...MAP, licenses: { a: "pro" } },
    failures: [
      [
        "licenses",
        'licenses["a"]: expected one of "Basic", "Plus", "Pro", "ProTrial", got "pro" (did you mean "Pro"?).',
      ],
    ],
  },
  { args: { ...MAP, licenses: { a: 1 } }, failures: [["licenses", "got 1"]] },
  { args: { ...MAP, licenses: { " ": "Pro" } }, failures: [["licenses", "is blank"]] },
  {
    args: { ...MAP, licenses: { "A@x.com": "Pro", "a@x.com": "Pro" } },
    failures: [["licenses", "are the same person"]],
  },
  { args: { ...MAP, onRemoval: "unsuspend" }, failures: [["onRemoval", "expected one of"]] },
  { args: { ...MAP, exclusive: true }, failures: [["exclusive", "is not an argument of UserLicenseAssignment"]] },
  {
    args: JSON.parse('{"accountId":"acc","licenses":{"__proto__":"Pro"}}'),
    failures: [
      ["licenses", 'licenses["__proto__"]: expected a user ID or an email address; "__proto__" can\'t be a key'],
    ],
  },
  {
    args: { ...MAP, licenses: { constructor: "pro" } },
    failures: [["licenses", 'licenses["constructor"]: expected one of']],
  },
  { args: { ...MAP, licenses: { "a/../b": "Pro" } }, failures: [["licenses", "has one of / ? # %"]] },
  { args: { ...MAP, licenses: { [LONG]: "Pro" } }, failures: [["licenses", "10,000,002 characters"]] },
  { args: { ...MAP, licenses: { a: LONG } }, failures: [["licenses", "10,000,002 characters"]] },
  {
    args: { ...MAP, licenses: { a: null, b: ["Pro"] } },
    failures: [
      ["licenses", "got null"],
      ["licenses", 'got ["Pro"]'],
    ],
  },
];

function shortName(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 60)}… of ${text.length}` : text;
}

describe("parseInputs", () => {
  const cases = [
    ...SUSPENSIONS.map((row) => ({ ...row, kind: suspensionKind })),
    ...LICENSES.map((row) => ({ ...row, kind: licenseKind })),
  ];
  for (const { kind, args, failures } of cases) {
    it(`refuses ${kind.resource} ${shortName(args)}`, () => {
      const found = parseInputs(kind, args, {}, NOW).failures;
      deepEqual(
        found.map(({ property }) => property),
        failures.map(([property]) => property),
      );
      found.forEach(({ reason }, i) => {
        ok(reason.includes(failures[i]?.[1] ?? ""), reason);
        ok(reason.length < 400, `${reason.length} characters`);
      });
    });
  }

  it("tells every wrong argument at once", () => {
    const { failures } = parseInputs(suspensionKind, { users: "a", exclusive: 1, maxChanges: -1, nope: 1 }, {}, NOW);
    deepEqual(failures.map(({ property }) => property).sort(), [
      "accountId",
      "exclusive",
      "maxChanges",
      "nope",
      "users",
    ]);
  });

  it("caps a list with thousands of wrong entries", () => {
    const { failures } = parseInputs(
      suspensionKind,
      { ...SET, users: Array.from({ length: 5000 }, () => "") },
      {},
      NOW,
    );
    ok(failures.length < 30);
    ok(failures.some(({ reason }) => reason.includes("4,990 more")));
  });

  it("makes a map of the list, with addresses in lower case", () => {
    const { declaration } = parseInputs(suspensionKind, { ...SET, users: [" Ana@Example.COM ", "ID-1"] }, {}, NOW);
    deepEqual(encodeInputs(suspensionKind, declaration), {
      accountId: "acc",
      users: { "ana@example.com": "suspended", "ID-1": "suspended" },
    });
  });

  it("takes its own inputs again, as ignoreChanges and import hand them in", () => {
    const first = parseInputs(suspensionKind, { ...SET, users: ["a", "b@x.com"], protectedUsers: ["c"] }, {}, NOW);
    const inputs = encodeInputs(suspensionKind, first.declaration);
    for (const olds of [inputs, {}]) {
      const again = parseInputs(suspensionKind, inputs, olds, NOW);
      deepEqual(again.failures, []);
      deepEqual(encodeInputs(suspensionKind, again.declaration), inputs);
    }
  });

  it("takes what a refresh left in the inputs when ignoreChanges hands it in", () => {
    const olds = { accountId: "acc", licenses: { a: "Trial2027", b: "missing" } };
    deepEqual(parseInputs(licenseKind, olds, olds, NOW).failures, []);
  });

  it("keeps unknown users apart and gives them back as unknown", () => {
    const { declaration, failures } = parseInputs(suspensionKind, { ...SET, users: ["a", UNKNOWN] }, {}, NOW);
    deepEqual(failures, []);
    const inputs = encodeInputs(suspensionKind, declaration);
    deepEqual(inputs["users"], { a: "suspended", "(unknown user 1)": UNKNOWN });
    deepEqual(decodeInputs(suspensionKind, inputs).unknowns, ["users"]);
  });

  it("takes every argument as unknown", () => {
    const args = { accountId: UNKNOWN, users: UNKNOWN, exclusive: UNKNOWN, maxChanges: UNKNOWN };
    const { declaration, failures } = parseInputs(suspensionKind, args, {}, NOW);
    deepEqual(failures, []);
    deepEqual(encodeInputs(suspensionKind, declaration), args);
  });

  it("leaves out arguments that are as by default", () => {
    const args = { ...SET, exclusive: false, onRemoval: "restore", missingUsers: "fail", teamAccount: "refuse" };
    const { declaration } = parseInputs(suspensionKind, args, {}, NOW);
    deepEqual(encodeInputs(suspensionKind, declaration), { accountId: "acc", users: { a: "suspended" } });
  });
});
