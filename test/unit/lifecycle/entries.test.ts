import { deepEqual, equal } from "node:assert/strict";
import type { Declaration } from "../../../provider/lifecycle/declaration";
import type { Kind } from "../../../provider/lifecycle/kind";
import { licenseKind, suspensionKind } from "../../../provider/lifecycle/kinds";
import { parseInputs } from "../../../provider/lifecycle/parseInputs";
import { decodeInputs, encodeInputs } from "../../../provider/lifecycle/state";
import { parseMoment } from "../../../provider/model/moment";
import { UNKNOWN } from "../../../provider/model/unknown";

const CHRISTMAS = "2026-12-24";

interface Told {
  readonly declaration: Declaration;
  readonly reasons: readonly string[];
}

/** What is made of a listing at a moment. */
function parse(kind: Kind, listing: unknown, moment = CHRISTMAS, olds: Readonly<Record<string, unknown>> = {}): Told {
  const args = { accountId: "acc", [kind.listing]: listing };
  const { declaration, failures } = parseInputs(kind, args, olds, parseMoment(moment) ?? Number.NaN);
  return { declaration, reasons: failures.map(({ reason }) => reason) };
}

/** What is wrong with one entry of `users`. */
function wrongEntry(entry: unknown): readonly string[] {
  return parse(suspensionKind, ["someone", entry]).reasons;
}

const FORM = 'expected a day such as "2026-12-01", or an instant with its offset such as "2026-12-01T08:00:00+01:00"';

const REFUSED: readonly (readonly [entry: unknown, reason: string])[] = [
  [{ user: "ana", until: "2027-02-29" }, `users[1] ("ana") until: ${FORM}; "2027-02-29" is no day of the calendar.`],
  [
    { user: "ana", from: "2026-12-01T08:00" },
    `users[1] ("ana") from: ${FORM}; "2026-12-01T08:00" does not say where that time is: add Z, or an offset such as +01:00.`,
  ],
  [{ user: "ana", until: "" }, `users[1] ("ana") until: ${FORM}; "" is neither.`],
  [{ user: "ana", from: 1_766_000_000 }, `users[1] ("ana") from: ${FORM}, got 1766000000.`],
  [
    { user: "ana", from: "2026-12-01", until: "2026-12-01T01:00:00+01:00" },
    'users[1] ("ana"): until "2026-12-01T01:00:00+01:00" is not after from "2026-12-01".',
  ],
  [
    { user: "ana", from: "2027-01-02", until: "2027-01-01" },
    'users[1] ("ana"): until "2027-01-01" is not after from "2027-01-02".',
  ],
  [
    { user: "ana", til: "2027-01-01" },
    'users[1] ("ana"): "til" is not a field of an entry. Did you mean until? It has: user, from, until, reason.',
  ],
  [{ until: "2027-01-01" }, 'users[1] user: an entry has to say its user, got {"until":"2027-01-01"}.'],
  [
    { user: "a/b", until: "2027-01-01" },
    'users[1] ("a/b") user: expected a user ID or an email address; "a/b" has one of / ? # %.',
  ],
  [{ user: "ana", reason: 7 }, 'users[1] ("ana") reason: expected a text for people, got 7.'],
  [
    { user: "ana", reason: "\ud800" },
    'users[1] ("ana") reason: expected a text for people; "\\ud800" is not valid Unicode.',
  ],
  [
    { user: "ana", reason: "\u001b[2J" },
    'users[1] ("ana") reason: expected a text for people; "\\u001b[2J" has a control character.',
  ],
  [["ana"], 'users[1]: expected a user ID or an email address, got ["ana"].'],
];

describe("entries with a time", () => {
  for (const [entry, reason] of REFUSED) {
    it(`refuses ${JSON.stringify(entry)}`, () => deepEqual(wrongEntry(entry), [reason]));
  }

  it("refuses a reason that is no reason but a book", () => {
    const [reason = ""] = wrongEntry({ user: "ana", reason: "x".repeat(501) });
    equal(reason.endsWith("is longer than 500 characters."), true, reason);
    deepEqual(wrongEntry({ user: "ana", reason: "x".repeat(500) }), []);
  });

  it("refuses what is wrong with a license's entry, naming the user", () => {
    deepEqual(
      parse(licenseKind, { ana: { license: "Gold", until: "2027-1-1" }, bob: { until: "2027-01-01" } }).reasons,
      [
        'licenses["ana"] license: expected one of "Basic", "Plus", "Pro", "ProTrial", got "Gold".',
        `licenses["ana"] until: ${FORM}; "2027-1-1" is neither.`,
        'licenses["bob"] license: an entry has to say its license, got {"until":"2027-01-01"}.',
      ],
    );
  });

  it("counts from its beginning up to its end, both to the millisecond", () => {
    const users = [{ user: "ana", from: "2026-12-24T09:00:00+01:00", until: "2026-12-24T10:00:00+01:00" }, "bob"];
    const listed = ["07:59:59.999", "08:00:00", "08:59:59.999", "09:00:00"].map((time) => {
      const { declaration } = parse(suspensionKind, users, `2026-12-24T${time}Z`);
      return [[...declaration.desired.keys()].join(), declaration.nextChange];
    });
    deepEqual(listed, [
      ["bob", "2026-12-24T08:00:00.000Z"],
      ["ana,bob", "2026-12-24T09:00:00.000Z"],
      ["ana,bob", "2026-12-24T09:00:00.000Z"],
      ["bob", undefined],
    ]);
  });

  it("makes two lists of a program: who is listed now, and what has a time or a reason", () => {
    const users = [
      "plain@example.com",
      { user: "bare@example.com" },
      { user: "Told@Example.com", reason: "left" },
      { user: "short@example.com", from: "2026-12-01", until: "2027-02-01", reason: "sick: at home" },
      { user: "ahead@example.com", from: "2027-01-01", until: null },
      { user: "over@example.com", until: "2026-12-01", reason: "contract", from: undefined },
    ];
    const { declaration, reasons } = parse(suspensionKind, users);
    deepEqual(reasons, []);
    const inputs = encodeInputs(suspensionKind, declaration);
    deepEqual(inputs, {
      accountId: "acc",
      users: {
        "plain@example.com": "suspended",
        "bare@example.com": "suspended",
        "told@example.com": "suspended: left",
        "short@example.com": "2026-12-01/2027-02-01: sick: at home",
      },
      schedule: { "ahead@example.com": "2027-01-01/..", "over@example.com": "../2026-12-01: contract" },
      nextChange: "2027-01-01T00:00:00.000Z",
    });
    deepEqual(decodeInputs(suspensionKind, inputs), declaration);
  });

  it("keeps beside a license's time which one it is", () => {
    const licenses = {
      a: { license: "Pro", until: "2027-01-01" },
      b: { license: "Plus", from: "2027-01-01" },
      c: "Basic",
    };
    const { declaration, reasons } = parse(licenseKind, licenses);
    deepEqual(reasons, []);
    const inputs = encodeInputs(licenseKind, declaration);
    deepEqual(inputs, {
      accountId: "acc",
      licenses: { a: "Pro ../2027-01-01", c: "Basic" },
      schedule: { b: "Plus 2027-01-01/.." },
      nextChange: "2027-01-01T00:00:00.000Z",
    });
    deepEqual(decodeInputs(licenseKind, inputs), declaration);
  });

  it("costs nothing where no entry has one", () => {
    const entries = parse(suspensionKind, [{ user: "a" }, "b"]).declaration;
    deepEqual(encodeInputs(suspensionKind, entries), { accountId: "acc", users: { a: "suspended", b: "suspended" } });
  });

  it("refuses one person in two entries, whenever they count", () => {
    const users = [
      { user: "Ana@example.com", until: "2026-01-01" },
      { user: "ana@example.com", from: "2030-01-01" },
    ];
    deepEqual(parse(suspensionKind, users).reasons, [
      'users: "Ana@example.com", "ana@example.com" are the same person. Keep one of these entries. Names are checked against the account after that.',
    ]);
  });

  it("leaves open who is listed while a time is not known yet, and not while only a reason is", () => {
    const users = [
      { user: "ana", until: UNKNOWN },
      { user: "bob", reason: UNKNOWN },
      { user: UNKNOWN, from: "2026-01-01" },
    ];
    const { declaration, reasons } = parse(suspensionKind, users);
    deepEqual(reasons, []);
    deepEqual(declaration.unknownUsers, ["ana", "(unknown user 1)"]);
    deepEqual([...declaration.desired.keys()], ["bob"]);
    deepEqual(declaration.unknowns, ["users"]);
    deepEqual(encodeInputs(suspensionKind, declaration)["users"], {
      bob: "suspended",
      ana: UNKNOWN,
      "(unknown user 1)": UNKNOWN,
    });
  });

  it("keeps the time of a license whose change alone the program ignores", () => {
    const olds = encodeInputs(
      licenseKind,
      parse(licenseKind, { a: { license: "Pro", until: "2027-01-01" } }).declaration,
    );
    const { a } = olds["licenses"] as { readonly a: unknown };
    const { declaration, reasons } = parse(licenseKind, { a, b: "Basic" }, CHRISTMAS, olds);
    deepEqual(reasons, []);
    deepEqual([...declaration.schedule], [["a", { value: "Pro", until: "2027-01-01" }]]);
    deepEqual(
      [...declaration.desired],
      [
        ["a", "Pro"],
        ["b", "Basic"],
      ],
    );
    deepEqual(parse(licenseKind, { a: "Pro ../2027-01-01" }).reasons, [
      'licenses["a"]: expected one of "Basic", "Plus", "Pro", "ProTrial", got "Pro ../2027-01-01".',
    ]);
  });

  it("keeps the list as it stood where ignoreChanges hands it in again: nobody begins and nobody ends", () => {
    const users = [
      { user: "ana", until: "2027-01-01" },
      { user: "bob", from: "2027-01-01" },
    ];
    const inputs = encodeInputs(suspensionKind, parse(suspensionKind, users).declaration);
    const { declaration, reasons } = parse(suspensionKind, inputs["users"], "2027-06-01", inputs);
    deepEqual(reasons, []);
    deepEqual([...declaration.desired.keys()], ["ana"]);
  });
});
