import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { licenseKind, suspensionKind } from "../../../provider/lifecycle/kinds";
import { UNASKED } from "../../../provider/model/userReading";
import { ACTION_NAMES } from "../../../provider/plan/actions";
import type { Cause, CauseName } from "../../../provider/plan/cause";
import { describePlan, type PlanSubject } from "../../../provider/plan/describePlan";
import {
  CAUSE_NAMES,
  destinationOf,
  LABELS,
  labelOf,
  originIn,
  readLabel,
  UNCHANGED,
} from "../../../provider/plan/labels";
import { licenseRules } from "../../../provider/plan/licenseRules";
import { NO_NOTES } from "../../../provider/plan/notes";
import { changesOf, type Plan } from "../../../provider/plan/plan";
import { groupsOf } from "../../../provider/plan/planGroups";
import { readPlanMessage, writePlanMessage } from "../../../provider/plan/planMessage";
import type { PlanRequest } from "../../../provider/plan/planRequest";
import { suspensionRules } from "../../../provider/plan/suspensionRules";
import type { UntouchedReason, Verdict } from "../../../provider/plan/verdict";
import { causeNamed, change, holding, MOMENT, observing, planScene, suspended, user } from "../../support/planning";

const SUBJECT: PlanSubject = {
  resource: 'UserSuspensionSet "leavers"',
  account: '"Example Corp" (account acc)',
  checked: true,
  team: false,
  labels: suspensionKind.labels,
  leavesPreexisting: true,
  notes: NO_NOTES,
};

const UNTOUCHED: readonly UntouchedReason[] = [
  "retained",
  "preexisting",
  "changedSince",
  "alreadyBack",
  "alreadyGiven",
  "alreadySo",
  "protected",
  "notRestorable",
];

/** A name as the service or a program may have it, hostile ones included. */
const name = fc.oneof(
  fc.string({ unit: "binary-ascii", minLength: 1 }).map((text) => text.replace(/[^ -~]/g, "") || "x"),
  fc.constantFrom(
    '"',
    "a, b",
    "a and 3 more",
    "x) (3): y",
    "+ plus",
    "- minus (3)",
    "license a -> b (3): c",
    "back\\slash",
    "ünï@example.com",
  ),
);
const userName = name.map((text) => text.trim() || "x");
const typed = <T extends Verdict["type"]>(type: T): fc.Arbitrary<T> => fc.constant(type);

/** Another resource, as messages name it; one that takes the place of this one, or that no message names. */
const claimant = fc
  .constantFrom(...['UserSuspensionSet "a"', 'UserLicenseAssignment "x\\"y"', "", undefined])
  .map((of) => ({
    name: of,
    isPending: false,
  }));

const verdict: fc.Arbitrary<Verdict> = fc.oneof(
  fc
    .record({
      user: userName,
      action: fc.constantFrom(...ACTION_NAMES),
      from: fc.constantFrom("active", "Basic", "none"),
      to: fc.constantFrom("suspended", "Pro"),
      cause: fc.constantFrom<Cause>(...CAUSE_NAMES.map(causeNamed), { why: "leaving", isExclusive: true }),
      leavingGives: fc.constantFrom(undefined, "Basic", "active"),
    })
    .map(({ user: key, ...made }) => change(key, made)),
  fc.record({
    type: typed("asDeclared"),
    user: userName,
    userId: name,
    origin: fc.constantFrom("ours", "preexisting"),
  }),
  fc.record({ type: typed("missing"), user: userName }),
  fc.record({ type: typed("gone"), user: userName, userId: userName }),
  fc.record({ type: typed("untouched"), user: userName, why: fc.constantFrom(...UNTOUCHED) }),
  fc.record({ type: typed("moves"), user: userName, to: claimant }),
  fc.record({ type: typed("leftTo"), user: userName, to: claimant }),
);

const plan: fc.Arbitrary<Plan> = fc.record({
  verdicts: fc.array(verdict, { maxLength: 80 }),
  duplicates: fc.constant([]),
  protectedListed: fc.constant([]),
});

describe("a plan message", () => {
  it("is absent where nothing happens", () => {
    equal(describePlan(planScene({}), SUBJECT), undefined);
  });

  it("tells counts first, then who, grouped by what happens to them and why", () => {
    const scene = planScene({
      account: [user("z"), user("b"), suspended("c"), suspended("d"), suspended("e"), suspended("x")],
      desired: { z: "suspended", b: "suspended", c: "suspended", ghost: "suspended" },
      holdings: { d: holding("d", "suspended", "active"), e: holding("e", "suspended") },
    });
    equal(
      describePlan(scene, SUBJECT),
      `UserSuspensionSet "leavers": suspend 2 users, unsuspend 1 user in "Example Corp" (account acc)
  suspend (2)
    + b (b@example.com)
    + z (z@example.com)
  unsuspend, no longer listed (1)
    - d (d@example.com)
  not changed on leaving: already like this when first looked at (see onRemoval) (1): e
  not in the account (1): ghost
  already suspended when first looked at; stay so when they leave the set (see onRemoval) (1): c`,
    );
  });

  it("tells those who stay so when taken off from those who were made so here, where that makes a difference", () => {
    const scene = planScene({
      account: [suspended("a"), suspended("b")],
      desired: { a: "suspended", b: "suspended" },
      holdings: { a: holding("a", "suspended", "active") },
    });
    const linesWhere = (leavesPreexisting: boolean): string[] =>
      (describePlan(scene, { ...SUBJECT, leavesPreexisting }) ?? "").split("\n").slice(1);
    deepEqual(linesWhere(true), [
      "  already suspended when first looked at; stay so when they leave the set (see onRemoval) (1): b",
      "  already suspended (1): a",
    ]);
    deepEqual(linesWhere(false), ["  already suspended (2): a, b"]);
  });

  it("names fifty of those who are changed, ten of the others, in lines that fit a terminal; numbers are whole", () => {
    const account = Array.from({ length: 1234 }, (_, i) =>
      i < 1000 ? user(`u${String(i).padStart(4, "0")}`) : suspended(`u${i}`),
    );
    const desired = Object.fromEntries(account.map(({ primaryEmail }) => [primaryEmail ?? "", "suspended"]));
    const lines = (describePlan(planScene({ account, desired }), SUBJECT) ?? "").split("\n");
    equal(lines[0], 'UserSuspensionSet "leavers": suspend 1,000 users in "Example Corp" (account acc)');
    ok(lines[1]?.startsWith("  suspend (1,000): u0000@example.com, "));
    const long = `${"a.long.name.of.a.user".repeat(2)}@example.com`;
    const found = planScene({
      account: [user("a", { registrationStatus: "Suspended", primaryEmail: long })],
      desired: { [long]: "suspended" },
    });
    const wrapped = (describePlan(found, SUBJECT) ?? "").split("\n");
    deepEqual(wrapped.slice(1), [
      "  already suspended when first looked at; stay so when they leave the set (see onRemoval) (1):",
      `    ${long}`,
    ]);
    ok([...lines, ...wrapped].every((line) => line.length <= 124));
    const text = lines.join("\n");
    equal(text.match(/u0\d\d\d@/g)?.length, 50);
    ok(text.includes("u0049@example.com and 950 more (CHIME_USERS_MAX_NAMES=all names everybody)\n"));
    deepEqual(
      readPlanMessage(text)?.groups.map(({ count, names }) => [count, names.length, names.at(-1)?.slice(-17)]),
      [
        [1000, 50, "u0049@example.com"],
        [234, 10, "u1009@example.com"],
      ],
    );
    equal(text.match(/u1\d\d\d@/g)?.length, 10);
    ok(text.endsWith("u1009@example.com and 224 more"));
  });

  it("names all of them, or as many as it is told to", () => {
    const account = Array.from({ length: 1234 }, (_, i) => user(`u${String(i).padStart(4, "0")}`));
    const desired = Object.fromEntries(account.map(({ userId }) => [userId, "suspended"]));
    const scene = planScene({ account, desired });
    const all = describePlan(scene, { ...SUBJECT, maxNames: Number.POSITIVE_INFINITY }) ?? "";
    equal(all.match(/u\d{4} /g)?.length, 1234);
    equal(all.includes("more"), false);
    ok((describePlan(scene, { ...SUBJECT, maxNames: 0 }) ?? "").endsWith("\n  suspend (1,234)"));
  });

  it("tells licenses from and to", () => {
    const scene = planScene({
      account: [user("a"), user("b", { licenseType: "Plus" })],
      desired: { "a@example.com": "Pro", "b@example.com": "Pro" },
      more: { rules: licenseRules },
    });
    equal(
      describePlan(scene, { ...SUBJECT, resource: 'UserLicenseAssignment "hosts"' }),
      `UserLicenseAssignment "hosts": change license of 2 users in "Example Corp" (account acc)
  license Basic -> Pro (1)
    ~ a@example.com
  license Plus -> Pro (1)
    ~ b@example.com`,
    );
  });

  it("says of whom an exclusive set alone lets in that it does, beside the others", () => {
    const gone = (key: string, before?: string) => holding(key, "suspended", before);
    const scene = planScene({
      account: [suspended("a"), suspended("b"), suspended("c")],
      holdings: { a: gone("a"), b: gone("b", "active"), c: gone("c") },
      more: { exclusive: true },
    });
    const text = describePlan(scene, SUBJECT) ?? "";
    equal(
      text,
      `UserSuspensionSet "leavers": unsuspend 3 users in "Example Corp" (account acc)
  unsuspend, no longer listed (1)
    - b (b@example.com)
  unsuspend, no longer listed (exclusive) (2)
    - a (a@example.com)
    - c (c@example.com)`,
    );
    deepEqual(readLabel("unsuspend, no longer listed (exclusive)"), { effect: "unsuspend", cause: "leaving" });
  });

  it("says the number of those who are invited again in between, and reads it back", () => {
    const groups = [{ effect: "invite", label: "invite again, no longer listed", count: 1, names: ["a"] }] as const;
    const message = { resource: 'UserSuspensionSet "leavers"', account: "account acc", checked: true, groups };
    const text = writePlanMessage(message);
    equal(text.split("\n")[0], 'UserSuspensionSet "leavers": invite 1 user again in account acc');
    deepEqual(readPlanMessage(text), message);
  });

  it("reads a label that names a resource of the same name with its place", () => {
    for (const [label, effect] of [
      ['moves to UserSuspensionSet "x" (in people:Team)', "untouched"],
      ['already suspended, moves here from UserSuspensionSet "x" (in no component)', "unchanged"],
      ['suspend, moves here from UserSuspensionSet "x" (in no component), changed outside this stack since', "suspend"],
      ['license Pro -> Plus, goes back to UserLicenseAssignment "x" (in people:Team)', "setLicense"],
      ['moves to UserSuspensionSet "x" (dynamic resource)', "untouched"],
      ['already suspended, moves here from UserSuspensionSet "x" (native provider)', "unchanged"],
      ['suspend, moves here from UserSuspensionSet "x" (dynamic resource)', "suspend"],
    ] as const)
      equal(readLabel(label)?.effect, effect, label);
    equal(destinationOf('moves to UserSuspensionSet "x" (in people:Team)'), 'UserSuspensionSet "x"');
    equal(destinationOf('moves to UserSuspensionSet "x" (native provider)'), 'UserSuspensionSet "x"');
    equal(originIn('suspend, moves here from UserSuspensionSet "x" (in people:Team)'), 'UserSuspensionSet "x"');
  });

  it("says when the account could not be read", () => {
    const scene = planScene({ desired: { a: "suspended" }, more: { observe: () => UNASKED } });
    equal(
      describePlan(scene, { ...SUBJECT, account: "account acc", checked: false })?.split("\n")[0],
      'UserSuspensionSet "leavers": suspend 1 user in account acc (from the state alone, the account could not be read: guards that need it are not checked)',
    );
  });

  it("reads back as it was written, whatever the names", () => {
    const account = fc.constantFrom(
      '"Example Corp" (account acc)',
      "account 12 in 3",
      '"a: suspend 3 users in b" (account x)',
    );
    fc.assert(
      fc.property(
        plan,
        account,
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(...[suspensionKind, licenseKind]),
        fc.func(fc.option(name, { nil: undefined })),
        (made, where, checked, team, leavesPreexisting, kind, notes) => {
          const message = {
            resource: `${kind.resource} "a name: with "quotes""`,
            account: where,
            checked,
            groups: groupsOf(made, { team, labels: kind.labels, leavesPreexisting, notes }),
          };
          if (message.groups.length === 0) return;
          deepEqual(readPlanMessage(writePlanMessage(message, Number.POSITIVE_INFINITY)), message);
          const capped = readPlanMessage(`${writePlanMessage(message, 3)}\n`);
          deepEqual(capped, {
            ...message,
            groups: message.groups.map((group) => ({ ...group, names: group.names.slice(0, 3) })),
          });
        },
      ),
    );
  });

  it("is told from any other text", () => {
    for (const text of [
      "",
      "suspend 3 users in x",
      'UserSuspensionSet "a": suspended 3 users (1 call)',
      'UserSuspensionSet "a": suspend 3 users in account x',
      'UserSuspensionSet "a": suspend 3 users in account x\n  nonsense (3): a, b, c',
    ]) {
      equal(readPlanMessage(text), undefined);
    }
  });

  it("has a label for each change and cause, which says the same when read", () => {
    const changes = ACTION_NAMES.flatMap((action) => CAUSE_NAMES.map((cause) => ({ action, cause })));
    for (const team of [false, true]) {
      const labels = changes.map(({ action, cause }) =>
        labelOf(change("a", { action, cause: causeNamed(cause), from: "Basic", to: "Pro" }), team),
      );
      const read = changes.map(({ action, cause }) => ({
        effect: action,
        cause,
        ...(action === "setLicense" ? { to: "Pro" } : {}),
        ...(cause === "ended" || cause === "ahead" ? { moment: MOMENT } : {}),
      }));
      deepEqual(labels.map(readLabel), read);
      equal(new Set(labels).size, changes.length);
    }
    equal(readLabel(labelOf(change("a", { action: "setLicense", to: "ProTrial" }), false))?.to, "ProTrial");
    const secret = labelOf(change("a", { action: "unsuspend", cause: { why: "ended", moment: undefined } }), false);
    equal(secret, "unsuspend, their time is over");
    deepEqual(readLabel(secret), { effect: "unsuspend", cause: "ended" });
  });

  it("has a label for each who is not changed, which says the same when read", () => {
    for (const label of Object.values(LABELS.untouched)) deepEqual(readLabel(label), { effect: "untouched" });
    for (const { unchanged, preexisting } of Object.values(UNCHANGED)) {
      deepEqual([unchanged, preexisting].map(readLabel), [{ effect: "unchanged" }, { effect: "unchanged" }]);
    }
    deepEqual([LABELS.gone, LABELS.missing].map(readLabel), [{ effect: "gone" }, { effect: "missing" }]);
    for (const other of ["", "suspended", "suspend, or not", "license Pro", "left"]) equal(readLabel(other), undefined);
  });

  it("tells a repair from what is new", () => {
    const scene = planScene({
      account: ["new", "drifted", "failed", "moved", "found", "renamed"].map((id) => user(id)),
      desired: {
        new: "suspended",
        drifted: "suspended",
        failed: "suspended",
        moved: "suspended",
        found: "suspended",
        "renamed@example.com": "suspended",
      },
      holdings: {
        drifted: holding("drifted", "suspended", "active"),
        renamed: holding("renamed", "suspended", "active"),
      },
      more: {
        failed: new Set(["failed"]),
        handedOver: new Map([
          ...["moved", "renamed"].map(
            (id) => [id, { holding: holding(id, "suspended", "active"), moves: true }] as const,
          ),
          // Whom others have changed there and may have changed back: what was before is left out, and nobody found the user so.
          ["found", { holding: holding("found", "suspended"), moves: true }],
        ]),
      },
    });
    equal(
      describePlan(scene, SUBJECT),
      `UserSuspensionSet "leavers": suspend 6 users in "Example Corp" (account acc)
  suspend (1)
    + new (new@example.com)
  suspend again, changed outside this stack since (2)
    + drifted (drifted@example.com)
    + renamed@example.com
  suspend, failed last time (1)
    + failed (failed@example.com)
  suspend, moves here from another resource, changed outside this stack since (2)
    + found (found@example.com)
    + moved (moved@example.com)`,
    );
  });

  it("tells a license that the program changes from one that others changed", () => {
    const scene = planScene({
      account: [user("a", { licenseType: "Pro" }), user("b", { licenseType: "Pro" })],
      desired: { "a@example.com": "Basic", "b@example.com": "Basic" },
      holdings: {
        "a@example.com": holding("a", "Basic", "Pro"),
        "b@example.com": holding("b", "Pro"),
      },
      more: { rules: licenseRules },
    });
    const lines = (describePlan(scene, { ...SUBJECT, labels: licenseKind.labels }) ?? "").split("\n").slice(1);
    deepEqual(lines, [
      "  license Pro -> Basic (1)",
      "    ~ b@example.com",
      "  license Pro -> Basic, changed outside this stack since (1)",
      "    ~ a@example.com",
    ]);
  });

  it("tells of whom leaving would have changed nothing, and changes something once others' work is undone", () => {
    const scene = (rules: typeof licenseRules, value: string, onRemoval: string): string[] =>
      (
        describePlan(
          planScene({
            account: [user("found"), user("ours"), user("refused")],
            desired: { found: value, ours: value, refused: value },
            holdings: {
              found: holding("found", value),
              ours: holding("ours", value, rules === licenseRules ? "Basic" : "active"),
              refused: holding("refused", value),
            },
            more: { rules, onRemoval, failed: new Set(["refused"]), drifted: new Map([["refused", "active"]]) },
          }),
          SUBJECT,
        ) ?? ""
      )
        .split("\n")
        .filter((line) => line.startsWith("  s") || line.startsWith("  l"));
    const suspends =
      "; found suspended at first, from now on they count as suspended here: leaving the set unsuspends them (see onRemoval)";
    const licenses =
      "; found like that at first, from now on it counts as set here: leaving the list gives Basic (see onRemoval)";
    deepEqual(scene(suspensionRules, "suspended", "restore"), [
      "  suspend again, changed outside this stack since (1)",
      `  suspend again, changed outside this stack since${suspends} (1)`,
      `  suspend, failed last time${suspends} (1)`,
    ]);
    deepEqual(scene(licenseRules, "Pro", "restore"), [
      "  license Basic -> Pro, changed outside this stack since (1)",
      `  license Basic -> Pro, changed outside this stack since${licenses} (1)`,
      `  license Basic -> Pro, failed last time${licenses} (1)`,
    ]);
    // Leaving makes no difference then.
    for (const [rules, value, onRemoval] of [
      [suspensionRules, "suspended", "unsuspend"],
      [suspensionRules, "suspended", "retain"],
      [licenseRules, "Pro", "Plus"],
    ] as const) {
      deepEqual(scene(rules, value, onRemoval).length, 2, onRemoval);
    }
    const label = licenses.replace(/^/, "license Basic -> Pro, failed last time");
    deepEqual(readLabel(label), { effect: "setLicense", cause: "failed", to: "Pro", takenOver: true });
  });

  it("calls nothing failed that the program asks for anew, where it was letting the user go that failed", () => {
    const scene = (more: Partial<PlanRequest>, value: string): string =>
      describePlan(
        planScene({
          account: [user("a", { licenseType: "Plus" })],
          desired: { a: value },
          holdings: { a: holding("a", "Plus", "Basic") },
          more: { rules: licenseRules, failed: new Set(["a"]), ...more },
        }),
        { ...SUBJECT, labels: licenseKind.labels },
      )?.split("\n")[1] ?? "";
    equal(scene({}, "Plus"), "  license already as declared (1): a");
    equal(scene({}, "Pro"), "  license Plus -> Pro (1)");
    equal(scene({ drifted: new Map([["a", "Plus"]]) }, "Pro"), "  license Plus -> Pro, failed last time (1)");
    // It was done, though no answer came; a refresh has seen it meanwhile, or has not.
    equal(
      scene({ observe: observing([user("a")]), drifted: new Map([["a", "Basic"]]) }, "Plus"),
      "  license Basic -> Plus (1)",
    );
    equal(scene({ observe: observing([user("a")]) }, "Plus"), "  license Basic -> Plus (1)");
  });

  it("takes drift from the state where the account can't be read", () => {
    const held = { a: holding("a", "suspended", "active") };
    const plan = (drifted: readonly string[]): Plan =>
      planScene({
        desired: { a: "suspended" },
        holdings: held,
        more: { observe: () => UNASKED, drifted: new Map(drifted.map((key) => [key, "active"])) },
      });
    const causeOf = (drifted: readonly string[]): CauseName | undefined => changesOf(plan(drifted))[0]?.cause.why;
    equal(causeOf(["a"]), "drifted");
    equal(causeOf([]), "listed");
  });
});
