import { deepEqual, equal } from "node:assert/strict";
import { type DueEntry, type DueMessage, readDueMessage, writeDueMessage } from "../../../provider/plan/dueMessage";

const ENTRIES: readonly DueEntry[] = [
  {
    when: "2026-12-01",
    what: "ends",
    subject: "suspension",
    user: "ana@example.com",
    reason: "inquiry (HR 4711), closed",
  },
  { when: "2026-12-02T08:00:00+01:00", what: "begins", subject: "license Pro", user: "o'hara (jr)@example.com" },
  { when: "2026-12-03", what: "ends", subject: "license ProTrial", user: '"quoted"@example.com', reason: "trial" },
];
const STAYING: readonly DueEntry[] = [
  {
    when: "2026-12-01",
    what: "ends",
    subject: "entry",
    user: "ana@example.com",
    outcome: "who stays suspended: was suspended when first looked at",
    reason: "inquiry, (x), who knows",
  },
  {
    when: "2026-12-01",
    what: "ends",
    subject: "entry",
    user: "bob, jr",
    outcome: 'who keeps the license Pro: onRemoval is "retain"',
  },
  { when: "2026-12-01", what: "ends", subject: "license Pro", user: "c,", outcome: "then Basic", reason: "trial" },
];
const MESSAGE: DueMessage = { resource: 'UserSuspensionSet "a: b"', days: 14, begins: 1, ends: 2, entries: ENTRIES };

describe("the message of entries that begin or end soon", () => {
  it("tells of each when, for whom and why", () => {
    equal(
      writeDueMessage(MESSAGE),
      [
        'UserSuspensionSet "a: b": within 14 days 1 entry begins, 2 entries end',
        "  2026-12-01: suspension ends for ana@example.com (inquiry (HR 4711), closed)",
        `  2026-12-02T08:00:00+01:00: license Pro begins for "o'hara (jr)@example.com"`,
        '  2026-12-03: license ProTrial ends for "\\"quoted\\"@example.com" (trial)',
      ].join("\n"),
    );
  });

  it("tells what becomes of a user whose entry ends, before why there is one", () => {
    const lines = writeDueMessage({ ...MESSAGE, begins: 0, ends: 3, entries: STAYING })
      .split("\n")
      .slice(1);
    deepEqual(lines, [
      "  2026-12-01: entry ends for ana@example.com, who stays suspended: was suspended when first looked at (inquiry, (x), who knows)",
      '  2026-12-01: entry ends for "bob, jr", who keeps the license Pro: onRemoval is "retain"',
      "  2026-12-01: license Pro ends for c,, then Basic (trial)",
    ]);
  });

  it("is read as it was written", () => {
    for (const message of [
      MESSAGE,
      { ...MESSAGE, begins: 0, ends: 1, entries: ENTRIES.slice(0, 1) },
      { ...MESSAGE, begins: 0, ends: 3, entries: STAYING },
      { ...MESSAGE, begins: 1200, ends: 0, days: 1, entries: [] },
    ]) {
      deepEqual(readDueMessage(writeDueMessage(message)), message);
    }
  });

  it("names as many as there is room for and counts all", () => {
    const entries = Array.from({ length: 2000 }, () => ENTRIES[0] as DueEntry);
    const text = writeDueMessage({ ...MESSAGE, begins: 0, ends: 2000, entries });
    deepEqual([text.split("\n").length, text.split("\n").at(-1)], [52, "  and 1,950 more"]);
    deepEqual([readDueMessage(text)?.ends, readDueMessage(text)?.entries.length], [2000, 50]);
    equal(writeDueMessage({ ...MESSAGE, entries }, 0).includes("ana"), false);
  });

  it("keeps a reason of several lines on one, so that it is no line of its own", () => {
    const entries = [{ ...(ENTRIES[0] as DueEntry), reason: "  one\n  2026-12-09: suspension ends for eve\r\n" }];
    const text = writeDueMessage({ ...MESSAGE, begins: 0, ends: 1, entries });
    equal(text.split("\n").length, 2);
    equal(readDueMessage(text)?.entries[0]?.reason, "one 2026-12-09: suspension ends for eve");
  });

  it("is no other text", () => {
    for (const text of ["", "x", `${writeDueMessage(MESSAGE)}\n  else`, 'UserSuspensionSet "a": nobody changes in b']) {
      equal(readDueMessage(text), undefined, text);
    }
  });
});
