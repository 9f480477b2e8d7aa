import { deepEqual, doesNotMatch, doesNotThrow, equal, match, ok, throws } from "node:assert/strict";
import { reportPreview } from "../../../provider/cli/report/previewReport";
import { parsePreview } from "../../../provider/cli/report/readPreview";
import { writeMarkdown } from "../../../provider/cli/report/writeMarkdown";
import { licenseKind, suspensionKind } from "../../../provider/lifecycle/kinds";
import { encodeState } from "../../../provider/lifecycle/state";
import { type DueEntry, writeDueMessage } from "../../../provider/plan/dueMessage";
import { LABELS, labelOfLeaving } from "../../../provider/plan/labels";
import type { PlanGroup } from "../../../provider/plan/planGroups";
import { writePlanMessage } from "../../../provider/plan/planMessage";
import { holding, NOTHING } from "../../support/planning";
import { UNREAD } from "../../support/states";

const SET = "pulumi-nodejs:dynamic/chime:UserSuspensionSet";
const LICENSES = "pulumi-nodejs:dynamic/chime:UserLicenseAssignment";
const LIMIT = 65_536;
const EXCLUSIVE = "unsuspend, suspended but not listed (exclusive)";

type Props = Readonly<Record<string, unknown>>;

const urnOf = (type: string, name: string): string => `urn:pulumi:dev::people::${type}::${name}`;
const names = (count: number, prefix = "person"): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}.${String(i).padStart(5, "0")}@example.com`);
const mapOf = <T>(keys: readonly string[], value: T): Record<string, T> =>
  Object.fromEntries(keys.map((key) => [key, value]));

function group(effect: PlanGroup["effect"], label: string, users: readonly string[]): PlanGroup {
  return { effect, label, count: users.length, names: users };
}

/** What the provider says in a preview of a plan; `cap` is how many names of each group it tells. */
function said(type: string, name: string, groups: readonly PlanGroup[], cap?: number): Props {
  const resource = `${type.split(":").at(-1)} "${name}"`;
  const message = writePlanMessage({ resource, account: '"Example Corp" (account acc)', checked: true, groups }, cap);
  return { urn: urnOf(type, name), message: `${message}\n`, severity: "info" };
}

function step(op: string, type: string, name: string, parts: { old?: Props; inputs?: Props } = {}): Props {
  return {
    op,
    urn: urnOf(type, name),
    ...(parts.old ? { oldState: { type, outputs: parts.old } } : {}),
    ...(parts.inputs ? { newState: { type, inputs: { accountId: "acc", ...parts.inputs } } } : {}),
  };
}

const refusal = (type: string, name: string, message: string): Props => ({
  urn: urnOf(type, name),
  message,
  severity: "error",
});

async function reportOf(
  preview: { steps?: readonly Props[]; diagnostics?: readonly Props[] },
  limit = LIMIT,
): Promise<string> {
  return writeMarkdown(reportPreview(parsePreview(JSON.stringify({ steps: [], ...preview }), "p")), limit);
}

const DECLARATION = {
  accountId: "acc",
  exclusive: false,
  onRemoval: "restore",
  protectedUsers: new Set<string>(),
  missingUsers: "fail",
  teamAccount: "refuse",
  schedule: new Map<string, never>(),
} as const;

/** All names in a report's blocks of code and lines. */
function namesIn(markdown: string): string[] {
  return markdown.match(/\w+\.\d{5}@example\.com/g) ?? [];
}

function creation(users: readonly string[], cap?: number): { steps: Props[]; diagnostics: Props[] } {
  return {
    steps: [step("create", SET, "leavers", { inputs: { users: mapOf(users, "suspended") } })],
    diagnostics: [said(SET, "leavers", [group("suspend", "suspend", users)], cap)],
  };
}

/** Holdings of users whom a set has suspended, and of those whom it found suspended. */
const keeping = (ours: readonly string[], found: readonly string[]) =>
  new Map([
    ...ours.map((name) => [name, holding(name, "suspended", "active")] as const),
    ...found.map((name) => [name, holding(name, "suspended")] as const),
  ]);

describe("a report", () => {
  it("says that nothing changes where nothing does", async () => {
    equal(
      await reportOf({ steps: [step("same", SET, "leavers")] }),
      "<!-- pulumi-chime-users report: people/dev -->\n\n### Amazon Chime users in people/dev\n\n**Nobody changes.**\n",
    );
  });

  it("says that nobody changes where pulumi destroy has found nothing in the stack", async () => {
    const report = reportPreview(parsePreview('{\n    "duration": 513642\n}\n', "p"));
    deepEqual([report.refusals, report.resources], [[], []]);
    match(await writeMarkdown(report, LIMIT), /\n\*\*Nobody changes\.\*\*\n/);
    const withSettings = '{"config": {"chime:endpoint": "http://127.0.0.1:1"}, "duration": 513642}';
    match(await writeMarkdown(reportPreview(parsePreview(withSettings, "p")), LIMIT), /\n\*\*Nobody changes\.\*\*\n/);
  });

  for (const [when, verb] of [
    ["a preview", "the account could not be read, so nothing was checked against it."],
    ["a refresh", "NOT refreshed: the account could not be read, the state is as it was."],
  ]) {
    it(`does not say that nobody changes where ${when} has not read the account`, async () => {
      const message = `warning: UserSuspensionSet "leavers": ${verb} connection refused\n`;
      const markdown = await reportOf({
        steps: [step("same", SET, "leavers")],
        diagnostics: [{ urn: urnOf(SET, "leavers"), message, severity: "warning" }],
      });
      match(markdown, /\n\*\*It is not known whether anybody changes: the account could not be read\.\*\*\n/);
      doesNotMatch(markdown, /Nobody changes/);
    });
  }

  it("counts in a table and names a few users one a line, with the sign of what happens", async () => {
    equal(
      await reportOf(creation(names(5))),
      `<!-- pulumi-chime-users report: people/dev -->

### Amazon Chime users in people/dev

**Suspend 5 users.**

| Resource | Operation | Suspend |
| :- | :- | -: |
| UserSuspensionSet "leavers" | create | 5 |

#### UserSuspensionSet "leavers"

In "Example Corp" (account acc).

**suspend (5)**

\`\`\`diff
${names(5)
  .map((name) => `+ ${name}`)
  .join("\n")}
\`\`\`
`,
    );
  });

  it("folds 300 users away, and names all of them though the preview named 50", async () => {
    const markdown = await reportOf(creation(names(300)));
    deepEqual(namesIn(markdown), names(300));
    match(markdown, /<details>\n<summary><b>suspend<\/b> \(300\)<\/summary>\n\n```text\nperson\.00000@example\.com\n/);
    doesNotMatch(markdown, /left out|more/);
  });

  for (const cap of [undefined, Number.POSITIVE_INFINITY]) {
    it(`of 20,000 users fits into a comment and says what was cut (${cap ?? "as usual"})`, async () => {
      const markdown = await reportOf(creation(names(20_000), cap));
      ok(markdown.length <= LIMIT, `${markdown.length} characters`);
      ok(markdown.length > LIMIT - 100, `${markdown.length} characters`);
      const shown = namesIn(markdown).length;
      const left = (20_000 - shown).toLocaleString("en-US");
      ok(markdown.includes('| UserSuspensionSet "leavers" | create | 20,000 |'));
      ok(markdown.includes(`... and ${left} more\n`));
      ok(markdown.includes(`Cut to 65,536 characters: ${left} names of 20,000 left out.`));
    });
  }

  it("cuts names of those to whom nothing happens first", async () => {
    const [changed, already] = [names(500), names(5_000, "calm")];
    const groups = [group("suspend", "suspend", changed), group("unchanged", "already suspended", already)];
    const markdown = await reportOf({ diagnostics: [said(SET, "a", groups, Number.POSITIVE_INFINITY)] });
    ok(markdown.length <= LIMIT);
    const shown = namesIn(markdown);
    deepEqual(
      shown.filter((name) => name.startsWith("person")),
      changed,
    );
    ok(shown.length > 1_500 && shown.length < 5_500, `${shown.length}`);
  });

  it("keeps to its limit with hundreds of resources, and with refusals as long as a book", async () => {
    const many = Array.from({ length: 700 }, (_, i) => said(SET, `set-${i}`, [group("suspend", "suspend", names(20))]));
    const whole = await reportOf({ diagnostics: many });
    ok(whole.length <= LIMIT);
    match(whole, /\d+ resources left out\./);
    const long = names(90).map((name) => refusal(SET, name, `error: ${"no ".repeat(5_000)}`));
    ok((await reportOf({ diagnostics: long })).length <= LIMIT);
    ok((await reportOf({ diagnostics: [...long, ...many] }, 1_000)).length <= 1_000);
  });

  it("names nobody of whom there is doubt", async () => {
    const [pro, basic, already] = [names(60, "pro"), names(60, "basic"), names(60, "same")];
    const groups = [
      group("setLicense", "license Plus -> Pro", pro),
      group("setLicense", "license Pro -> Basic", basic),
      group("unchanged", "license already as declared", already),
    ];
    const wanted = { ...mapOf(pro, "Pro"), ...mapOf(basic, "Basic"), ...mapOf(already, "Basic") };
    const preview = (cap?: number): Parameters<typeof reportOf>[0] => ({
      steps: [step("create", LICENSES, "hosts", { inputs: { licenses: wanted } })],
      diagnostics: [said(LICENSES, "hosts", groups, cap)],
    });
    const markdown = await reportOf(preview());
    // All who are to get Pro are known; of the others it is not known who has Basic already.
    deepEqual(namesIn(markdown).length, 60 + 50 + 10);
    ok(pro.every((name) => markdown.includes(name)));
    match(markdown, /names the first users of each group only, 60 names are not in it; CHIME_USERS_MAX_NAMES=all/);
    equal(namesIn(await reportOf(preview(Number.POSITIVE_INFINITY))).length, 180);
  });

  it("says of secret users how many they are, and of no setting that would name them", async () => {
    const secret = { users: "[secret]" };
    for (const old of [undefined, { accountId: "acc", holdings: "[secret]", ...secret }]) {
      const markdown = await reportOf({
        steps: [step(old ? "update" : "create", SET, "leavers", { ...(old ? { old } : {}), inputs: secret })],
        diagnostics: [said(SET, "leavers", [group("suspend", "suspend", ["[secret]"])], 0)],
      });
      match(markdown, /^\*\*suspend\*\*: 1 user, secret$/m);
      doesNotMatch(markdown, /more|not in it|MAX_NAMES/);
    }
  });

  it("names as few as the preview of those to whom nothing happens, unless the preview was asked for more", async () => {
    const found = names(238);
    const old = encodeState(suspensionKind, {
      declaration: DECLARATION,
      ...UNREAD,
      ledger: { ...NOTHING, holdings: new Map(found.map((name) => [name, holding(name, "suspended")])) },
      failures: [],
    });
    const report = (cap?: number): Promise<string> =>
      reportOf({
        steps: [step("update", SET, "a", { old, inputs: { users: {} } })],
        diagnostics: [said(SET, "a", [group("untouched", LABELS.untouched.preexisting, found)], cap)],
      });
    const few = await report();
    equal(namesIn(few).length, 10);
    match(few, /\n\.\.\. and 228 more\n/);
    match(
      few,
      /Of users who do not change 10 of each group are named; report --json names all that the preview tells\./,
    );
    doesNotMatch(few, /Cut to|CHIME_USERS/);
    equal(namesIn(await report(Number.POSITIVE_INFINITY)).length, 238);
    const deleted = await reportOf({ steps: [step("delete", SET, "a", { old })] });
    equal(namesIn(deleted).length, 10);
    match(deleted, /\n\.\.\. and 228 more\n/);
  });

  it("names all who are new, who have drifted and who failed: the state tells them apart", async () => {
    const [fresh, drifted, failed] = [names(60, "fresh"), names(60, "drifted"), names(60, "failed")];
    const found = names(60, "found");
    const groups = [
      group("suspend", "suspend", fresh),
      group("suspend", "suspend again, changed outside this stack since", drifted),
      group(
        "suspend",
        "suspend again, changed outside this stack since; found suspended at first, from now on they count as suspended here: leaving the set unsuspends them (see onRemoval)",
        found,
      ),
      group("suspend", "suspend, failed last time", failed),
    ];
    const old = encodeState(suspensionKind, {
      declaration: DECLARATION,
      ...UNREAD,
      ledger: {
        ...NOTHING,
        holdings: keeping(drifted, found),
        drifted: new Map([...drifted, ...found, ...failed].map((name) => [name, "active"])),
      },
      failures: failed.map((user) => ({ user, userId: user, code: "Forbidden", message: "no" })),
    });
    const inputs = { users: mapOf([...fresh, ...drifted, ...found, ...failed], "suspended") };
    const markdown = await reportOf({
      steps: [step("update", SET, "leavers", { old, inputs })],
      diagnostics: [said(SET, "leavers", groups)],
    });
    match(markdown, /^\*\*Suspend 240 users\.\*\*$/m);
    deepEqual(
      markdown.match(/(?<=<summary>).*(?=<\/summary>)/g),
      groups.map(({ label }) => `<b>${label}</b> (60)`),
    );
    deepEqual(namesIn(markdown), [...fresh, ...drifted, ...found, ...failed]);
  });

  it("names all whose entries have ended, each time by itself, and why they were listed", async () => {
    const [spring, autumn, gone] = [names(60, "spring"), names(60, "autumn"), names(60, "gone")];
    const withReason = (users: readonly string[], reason: string): string[] =>
      users.map((user) => `${user} (${reason})`);
    const groups = [
      group("unsuspend", "unsuspend, no longer listed", gone),
      group("unsuspend", "unsuspend, until 2026-03-01 has passed", withReason(spring, "leave")),
      group("unsuspend", "unsuspend, until 2026-10-01 has passed", withReason(autumn, "inquiry")),
    ];
    const everybody = [...gone, ...spring, ...autumn];
    const old = encodeState(suspensionKind, {
      declaration: DECLARATION,
      ledger: {
        ...NOTHING,
        holdings: new Map(everybody.map((name) => [name, holding(name, "suspended", "active")])),
      },
      failures: [],
      ...UNREAD,
    });
    const schedule = {
      ...mapOf(spring, { until: "2026-03-01", reason: "leave" }),
      ...mapOf(autumn, { until: "2026-10-01", reason: "inquiry" }),
    };
    const markdown = await reportOf({
      steps: [step("update", SET, "leavers", { old, inputs: { users: {}, schedule } })],
      diagnostics: [said(SET, "leavers", groups)],
    });
    deepEqual(namesIn(markdown), everybody);
    equal(markdown.match(/\(leave\)/g)?.length, 60);
    equal(markdown.match(/\(inquiry\)/g)?.length, 60);
  });

  it("tells which entries begin or end soon, why, and as of when that is", async () => {
    const entries: DueEntry[] = [
      {
        when: "2026-12-01",
        what: "ends",
        subject: "suspension",
        user: "ana@example.com",
        reason: "inquiry *4711* @hr",
      },
      { when: "2026-12-02", what: "begins", subject: "license Pro", user: "bob@example.com" },
    ];
    const message = writeDueMessage({ resource: 'UserSuspensionSet "leavers"', days: 14, begins: 1, ends: 1, entries });
    const ahead = "warning: chime:asOf is 2027-01-01T00:00:00.000Z, which lies ahead: what is shown is as of then.";
    const markdown = await reportOf({
      steps: [step("same", SET, "leavers")],
      diagnostics: [
        { urn: urnOf(SET, "leavers"), message: `${message}\n`, severity: "info" },
        { urn: urnOf("pulumi:pulumi:Stack", "people-dev"), message: ahead, severity: "warning" },
      ],
    });
    equal(
      markdown,
      `<!-- pulumi-chime-users report: people/dev -->

### Amazon Chime users in people/dev

**Nobody changes.**

> [!WARNING]
> Said by the preview:
>
> - chime:asOf is 2027-01-01T00:00:00.000Z, which lies ahead: what is shown is as of then.

**Within 14 days**, UserSuspensionSet "leavers": 1 entry begins, 1 entry ends

- 2026-12-01: suspension ends for \`ana@example.com\` (inquiry \\*4711\\* @\u200bhr)
- 2026-12-02: license Pro begins for \`bob@example.com\`
`,
    );
  });

  it("of thousands that end at once fits into a comment and counts all of them", async () => {
    const entries = names(5_000).map(
      (name): DueEntry => ({ when: "2026-12-01", what: "ends", subject: "license Pro", user: name, reason: "trial" }),
    );
    const due = { resource: 'UserLicenseAssignment "hosts"', days: 14, begins: 0, ends: 5_000, entries };
    const message = writeDueMessage(due, Number.POSITIVE_INFINITY);
    const markdown = await reportOf({ diagnostics: [{ urn: urnOf(LICENSES, "hosts"), message }] });
    ok(markdown.length <= LIMIT && markdown.length > LIMIT / 2, `${markdown.length} characters`);
    match(markdown, /: 5,000 entries end\n/);
    equal(namesIn(markdown).length + Number(/- and ([\d,]+) more/.exec(markdown)?.[1]?.replace(",", "")), 5_000);
  });

  it("tells what a deletion takes back, which no preview does", async () => {
    const holdings = new Map([
      ...names(12).map((name) => [name, holding(name, "suspended", "active")] as const),
      ["found@example.com", holding("found", "suspended")] as const,
    ]);
    const old = (onRemoval: string): Props =>
      encodeState(suspensionKind, {
        declaration: { ...DECLARATION, onRemoval },
        ledger: { ...NOTHING, holdings },
        failures: [],
        ...UNREAD,
      });
    const markdown = await reportOf({ steps: [step("delete", SET, "old", { old: old("restore") })] });
    match(markdown, /\| UserSuspensionSet "old" \| delete \| 12 \| 1 \|/);
    match(markdown, /\*\*unsuspend, the resource is deleted \(12\)\*\*\n\n```diff\n- person\.00000@/);
    match(markdown, /From the state alone: Pulumi does not look at the users of a resource that it will delete\./);
    deepEqual(namesIn(markdown), names(12));
    // Whom a refresh has seen let in already, or gone, it does not let in.
    const seen = { [`${names(12)[0]}`]: "active", [`${names(12)[1]}`]: "missing" };
    const drifted = await reportOf({
      steps: [step("delete", SET, "old", { old: { ...old("restore"), drifted: seen } })],
    });
    match(drifted, /\| UserSuspensionSet "old" \| delete \| 10 \| 1 \| 2 \|/);
    match(drifted, /\*\*not changed: they have already what there was before \(1\)\*\*: `person\.00000@/);
    match(drifted, /\*\*gone from the account, nothing to undo \(1\)\*\*: `person\.00001@/);
    const retained = await reportOf({ steps: [step("delete", SET, "old", { old: old("retain") })] });
    match(retained, /\*\*Nobody changes\.\*\*/);
  });

  it("says once that an exclusive set does not suspend again whom it lets in", async () => {
    const sentence = "Whom this exclusive set lets in, it does not suspend again when it is destroyed.";
    const message = `UserSuspensionSet "only": ${sentence}\n`;
    const markdown = await reportOf({
      steps: [step("update", SET, "only", { inputs: { users: {} } })],
      diagnostics: [
        said(SET, "only", [group("unsuspend", EXCLUSIVE, names(1))]),
        { urn: urnOf(SET, "only"), message, severity: "info" },
      ],
    });
    equal(markdown.split(sentence).length - 1, 1, markdown);
  });

  it("tells the accounts in the headings of a replacement by another account", async () => {
    const holdings = new Map([["id-1", holding("id-1", "suspended", "active")]]);
    const old = encodeState(suspensionKind, {
      ...UNREAD,
      declaration: { ...DECLARATION, accountId: "before" },
      ledger: { ...NOTHING, holdings },
      failures: [],
    });
    const markdown = await reportOf({
      steps: [step("replace", SET, "moved", { old, inputs: { users: mapOf(names(1), "suspended") } })],
      diagnostics: [said(SET, "moved", [group("suspend", "suspend", names(1))])],
    });
    match(markdown, /^#### UserSuspensionSet "moved" in account before$/m);
    match(markdown, /^#### UserSuspensionSet "moved" in "Example Corp" \(account acc\)$/m);
  });

  it("of a deletion counts whom an exclusive set leaves to it, and not whom that one lets in first", async () => {
    const holdings = new Map(names(3).map((name) => [name, holding(name, "suspended", "active")]));
    const ledger = { ...NOTHING, holdings };
    const old = encodeState(suspensionKind, { ...UNREAD, declaration: DECLARATION, ledger, failures: [] });
    const reportWith = (...left: PlanGroup[]): Promise<string> =>
      reportOf({
        steps: [step("delete", SET, "old", { old }), step("update", SET, "only", { inputs: { users: {} } })],
        diagnostics: [said(SET, "only", [group("unsuspend", EXCLUSIVE, names(2, "other")), ...left])],
      });
    match(
      await reportWith(),
      /\*\*Unsuspend 2 users\.\*\*[\s\S]*"old" \| delete \| 0 \| 3 \|[\s\S]*"only" is exclusive and lets in first/,
    );
    const left = group("untouched", labelOfLeaving({ name: 'UserSuspensionSet "old"', isPending: false }), names(3));
    const told = await reportWith(left);
    match(told, /\*\*Unsuspend 5 users\.\*\*[\s\S]*"old" \| delete \| 3 \|/);
    doesNotMatch(told, /counted there/);
  });

  it("of a deletion does not count who has already what onRemoval says", async () => {
    const holdings = new Map([
      ["id-1", holding("id-1", "Basic", "Pro")],
      ["id-2", holding("id-2", "Pro", "Plus")],
    ]);
    const old = encodeState(licenseKind, {
      declaration: { ...DECLARATION, onRemoval: "Basic" },
      ...UNREAD,
      ledger: { ...NOTHING, holdings },
      failures: [],
    });
    const markdown = await reportOf({ steps: [step("delete", LICENSES, "old", { old })] });
    match(markdown, /^\*\*Change license of 1 user\.\*\*$/m);
    match(markdown, /\*\*not changed: they have already what onRemoval says \(1\)\*\*: `id-1`/);
  });

  it("of a deletion of secret users counts nobody: it can't be told, also beside those who are counted", async () => {
    const secret = { accountId: "acc", onRemoval: "restore", users: "[secret]", holdings: "[secret]" };
    const markdown = await reportOf({
      steps: [
        step("delete", SET, "sec", { old: secret }),
        step("replace", SET, "moved", { old: { ...secret, accountId: "before" }, inputs: { users: "[secret]" } }),
        step("create", SET, "open", { inputs: { users: mapOf(names(2), "suspended") } }),
      ],
      diagnostics: [
        said(SET, "moved", [group("suspend", "suspend", ["[secret]"])], 0),
        said(SET, "open", [group("suspend", "suspend", names(1)), group("unchanged", "already suspended", ["a"])]),
      ],
    });
    match(markdown, /\| Resource \| Operation \| Suspend \| Already as declared \|/);
    match(markdown, /\| UserSuspensionSet "sec" \| delete \| \? \| \? \|/);
    match(markdown, /\| UserSuspensionSet "moved" \| replace \| at least 1 \| \? \|/);
    match(markdown, /\| UserSuspensionSet "open" \| create \| 1 \| 1 \|/);
  });

  it("of a deletion says who goes back to an assignment that does not look, and has had the user otherwise", async () => {
    const state = (value: string, ...users: string[]): Props =>
      encodeState(licenseKind, {
        declaration: DECLARATION,
        ...UNREAD,
        ledger: { ...NOTHING, holdings: new Map(users.map((user) => [user, holding(user, value, "Basic")])) },
        failures: [],
      });
    const preview = (license: string) => ({
      steps: [
        step("delete", LICENSES, "b", { old: state("Plus", "id-1", "id-2") }),
        step("same", LICENSES, "a", { old: state("Pro", "id-1"), inputs: { licenses: { "id-1": license } } }),
      ],
    });
    const back = await reportOf(preview("Pro"));
    match(back, /license Plus -> Pro, goes back to UserLicenseAssignment "a" \(1\)/);
    match(back, /\| UserLicenseAssignment "b" \| delete \| 2 \|/);
    const changed = await reportOf(preview("Basic"));
    match(changed, /moves to UserLicenseAssignment "a" \(1\)/);
  });

  it("of a deletion says who may stay, where others list somebody by an address that no ID goes with", async () => {
    const old = encodeState(suspensionKind, {
      declaration: DECLARATION,
      ...UNREAD,
      ledger: {
        ...NOTHING,
        holdings: keeping(["id-1", "id-2", "id-4"], ["id-7"]),
      },
      failures: [],
    });
    const preview = (label: string, ...listed: string[]): Parameters<typeof reportOf>[0] => ({
      steps: [
        step("delete", SET, "old", { old }),
        step("create", SET, "fresh", { inputs: { users: mapOf(listed, "suspended") } }),
        step("create", LICENSES, "pro", { inputs: { licenses: { "id-4": "Pro" } } }),
      ],
      diagnostics: [
        said(SET, "fresh", [group("unchanged", label, listed)]),
        said(LICENSES, "pro", [group("setLicense", "license Basic -> Pro", ["id-4 (four@example.com)"])]),
      ],
    });
    const one = await reportOf(preview("already suspended", "one@example.com"));
    match(one, /^\*\*At most: unsuspend 3 users, change license of 1 user\.\*\*$/m);
    match(one, /\| UserSuspensionSet "old" \| delete \| up to 3 \|/);
    match(one, /\*\*unsuspend, the resource is deleted \(1\)\*\*\n\n```diff\n- id-4\n/);
    match(
      one,
      /\*\*unsuspend, the resource is deleted, unless listed by address in UserSuspensionSet "fresh" \(2\)\*\*\n\n```diff\n- id-1\n- id-2\n/,
    );
    match(one, /UserSuspensionSet "fresh" lists 1 user by address, .*: one@example\.com\./);
    // Of whom another resource tells the ID, or whom the account does not have, there is no doubt.
    const four = await reportOf(preview("already suspended", "four@example.com"));
    match(four, /^\*\*Unsuspend 2 users, change license of 1 user\.\*\*$/m);
    match(four, /moves to UserSuspensionSet "fresh".* \(1\)\*\*: `id-4`/);
    match(four, /All users of .*"fresh".*, which is new, come from here\. .* resource option .*aliases: .*name: "old"/);
    match(await reportOf(preview("not in the account", "no@example.com")), /^\*\*Unsuspend 3 users, change/m);
    // As many come from here, by what a refresh tells, as there are of whom it is not known who they are.
    const comes = 'already suspended, moves here from UserSuspensionSet "old"';
    const all = await reportOf(preview(comes, "one@example.com", "two@example.com", "seven@example.com"));
    match(all, /^\*\*Unsuspend 1 user, change license of 1 user\.\*\*$/m);
    match(all, /moves to UserSuspensionSet "fresh".* \(3\)\*\*: `id-1`, `id-2`, `id-7`/);
    doesNotMatch(all, /If this is a rename/);
    const elsewhere = 'already suspended, moves here from UserSuspensionSet "other"';
    match(await reportOf(preview(elsewhere, "one@example.com")), /^\*\*Unsuspend 3 users, change/m);
  });

  it("puts refusals on top, one by one, without what the engine wraps around them", async () => {
    const markdown = await reportOf({
      diagnostics: [
        said(SET, "a", [group("suspend", "suspend", names(3))]),
        refusal(SET, "a", "error: pulumi-nodejs:dynamic/chime:UserSuspensionSet resource 'a' has a problem: gone: x\n"),
        refusal(
          SET,
          "a",
          "error: pulumi-nodejs:dynamic/chime:UserSuspensionSet resource 'a': property maxChanges value {5} has a problem: too many\n",
        ),
        refusal(LICENSES, "b", 'error: UserLicenseAssignment "b": refused, nothing was changed. licenses: not Pro\n'),
        refusal(LICENSES, "c", 'error: UserLicenseAssignment "c": refused, nothing was changed.\n- one\n- two\n'),
        { message: "error: Running program failed:\nError: boom\n    at x", severity: "error" },
      ],
    });
    const [top = ""] = markdown.split("**Asked for: suspend 3 users.**");
    deepEqual(
      top.split("\n").filter((line) => line.startsWith("> - ")),
      [
        '> - UserSuspensionSet "a": gone: x',
        '> - UserSuspensionSet "a": too many',
        '> - UserLicenseAssignment "b": licenses: not Pro',
        '> - UserLicenseAssignment "c": one',
        '> - UserLicenseAssignment "c": two',
        "> - Running program failed:",
      ],
    );
    match(top, /> \[!CAUTION\]\n> Refused\./);
    match(markdown, /\| UserSuspensionSet "a" \| refused \| 3 \|/);
  });

  it("does not say that nobody changes where the program has failed", async () => {
    const failed = { message: "error: Running program failed:\nError: boom\n    at x", severity: "error" };
    const markdown = await reportOf({
      steps: [step("update", SET, "a", { old: {}, inputs: { users: {} } })],
      diagnostics: [failed],
    });
    match(markdown, /\*\*It is not known who would change: the preview has failed\.\*\*/);
    doesNotMatch(markdown, /nobody changes/);
  });

  it("does not say that nobody changes where what is refused was not looked at", async () => {
    const refused = (...more: Props[]): Parameters<typeof reportOf>[0] => ({
      steps: ["a", "b"].map((name) => step("update", SET, name, { old: {}, inputs: { users: {} } })),
      diagnostics: [
        refusal(SET, "a", 'error: UserSuspensionSet "a": refused, nothing was changed. users: twice\n'),
        ...more,
      ],
    });
    const other = said(SET, "b", [group("suspend", "suspend", names(3))]);
    const alone = await reportOf(refused());
    match(alone, /^\*\*It is not known who would change: what is refused has to be corrected first\.\*\*$/m);
    match(alone, /\| UserSuspensionSet "a" \| update \|/);
    match(alone, /\| UserSuspensionSet "b" \| update \(settings only\) \|/);
    const both = await reportOf(refused(other));
    match(
      both,
      /^\*\*Asked for: suspend 3 users\. Of other resources it is not known who would change: what is refused/m,
    );
    match(both, /\| UserSuspensionSet "a" \| update \| \? \|\n\| UserSuspensionSet "b" \| update \| 3 \|/);
  });

  it("tells warnings and what is not known yet, and counts what else changes", async () => {
    const markdown = await reportOf({
      steps: [
        step("update", SET, "a", { old: {}, inputs: { users: {} } }),
        { op: "create", urn: urnOf("aws:x/y:Y", "y") },
      ],
      diagnostics: [
        { urn: urnOf(SET, "a"), message: 'warning: UserSuspensionSet "a": far away\n', severity: "warning" },
        {
          urn: urnOf(SET, "a"),
          message: 'UserSuspensionSet "a": not known before pulumi up: users\n',
          severity: "info",
        },
        { urn: urnOf("aws:x/y:Y", "y"), message: "warning: not ours\n", severity: "warning" },
      ],
    });
    match(markdown, /> - UserSuspensionSet "a": far away\n> - UserSuspensionSet "a": not known/);
    match(markdown, /\| UserSuspensionSet "a" \| update \(settings only\) \|/);
    match(markdown, /1 other resource of this stack changes too\./);
    doesNotMatch(markdown, /not ours/);
  });

  it("lets no name become a mention, a tag, a cell or the end of a block", async () => {
    const hostile = ["@acme/security", "<img src=x>", "a|b", "```", "`x`", "[a](b)"];
    const groups = [group("suspend", "suspend", hostile), group("unsuspend", "unsuspend", [...hostile, ...names(9)])];
    const markdown = await reportOf({
      diagnostics: [said(SET, "@acme/all|<b>", groups), refusal(SET, "@acme/all|<b>", "error: ask @acme/all <b>")],
    });
    const outside = markdown.replace(/(`{4,})text\n[\s\S]*?\1/g, "").replace(/(`+)[^`][\s\S]*?\1(?!`)/g, "");
    doesNotMatch(outside, /(^|[^\w\u200b])@\w/m);
    doesNotMatch(outside, /(?<!\\)<(img|b>(?!suspend|unsuspend))/);
    match(markdown, /\| UserSuspensionSet "@\u200bacme\/all\\\|\\<b>" \|/);
    match(markdown, /````text\n@acme\/security\n/);
    const few = await reportOf({ diagnostics: [said(SET, "a", groups.slice(0, 1))] });
    match(few, /\n````diff\n\+ @acme\/security\n[\s\S]*\+ ```\n[\s\S]*\n````\n/);
    const mentions = few.replace(/(`{4,})diff\n[\s\S]*?\1/g, "");
    doesNotMatch(mentions, /(^|[^\w\u200b])@\w/m);
  });
});

describe("parsePreview", () => {
  it("refuses the preview of a refresh, which does not tell who changes, and takes one that only begins with a refresh", () => {
    const drifted = {
      op: "update",
      urn: urnOf("chime:index:UserSuspensionSet", "leavers"),
      newState: { outputs: { a: 1 } },
    };
    const stack = { op: "same", urn: urnOf("pulumi:pulumi:Stack", "people-dev") };
    const looked = step("refresh", SET, "leavers");
    const parse =
      (steps: readonly Props[], diagnostics: readonly Props[] = []) =>
      () =>
        parsePreview(JSON.stringify({ steps, diagnostics }), "p");
    const message =
      /^p is the preview of a refresh\. It does not tell .*: pulumi preview --refresh --json > preview\.json$/;
    for (const steps of [[looked], [drifted], [drifted, looked]]) throws(parse(steps), { message });
    for (const steps of [
      [looked, stack],
      [looked, step("delete", SET, "leavers")],
      [looked, step("update", SET, "leavers")],
    ])
      doesNotThrow(parse(steps));
    doesNotThrow(parse([looked], [refusal(SET, "leavers", "error: far away")]));
  });

  for (const [content, says] of [
    ["", /^p is not the JSON of a preview: it is empty\. Make it with: pulumi preview --json/],
    ["error: no stack\nmore", /it begins with "error: no stack"\. Make it/],
    [
      '{"steps":[{"op":"cre',
      /^p is not the JSON of a preview: it begins as JSON and is cut off before its end\. Make it/,
    ],
    ['{"steps":[{"op":"create",', /it begins as JSON and is cut off/],
    ['{"steps": }', /it begins with "\{\\"steps\\": \}"\. Make it/],
    ["[]", /^p is JSON, but not that of a preview/],
    ["{}", /^p is JSON, but not that of a preview/],
    ['{"duration": 5, "version": 3}', /^p is JSON, but not that of a preview/],
    ['{"duration": "5"}', /^p is JSON, but not that of a preview/],
    ['{"steps": 1}', /\(steps: /],
    ['{"steps": [{"op": "create"}]}', /\(steps\.0\.urn: /],
    ['{"config": {}}', /^p is JSON, but not that of a preview/],
    ["null", /^p is JSON, but not that of a preview/],
  ] as const) {
    it(`refuses ${JSON.stringify(content)}`, () => {
      throws(() => parsePreview(content, "p"), { message: says });
    });
  }
});
