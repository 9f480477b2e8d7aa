import { deepEqual, doesNotMatch, equal, match, notEqual } from "node:assert/strict";
import { type Chime, withChime } from "../support/chime";
import { ACCOUNT, emailOf, idOf } from "../support/people";
import { type Run, type Stack, withStack } from "../support/stack";

/** A program with sets of users, each as the program writes it. */
function program(sets: Readonly<Record<string, readonly unknown[]>>, more: object = {}): string {
  return `
const { UserSuspensionSet } = require("pulumi-chime-users");
for (const [name, users] of Object.entries(${JSON.stringify(sets)})) {
  const set = new UserSuspensionSet(name, { accountId: ${JSON.stringify(ACCOUNT)}, users, ...${JSON.stringify(more)} });
  const { userIds, suspendedHere } = set;
  exports[name] = { nextChange: set.nextChange.apply((moment) => moment ?? "none"), userIds, suspendedHere };
}
`;
}

interface Scene {
  /** Runs `pulumi up` as of a moment, and gives the requests that write. */
  up(asOf: string): Promise<{ readonly run: Run; readonly writes: readonly string[] }>;
  readonly stack: Stack;
  readonly chime: Chime;
}

async function withScene(
  first: string,
  story: (scene: Scene) => Promise<void>,
  suspended: number[] = [],
): Promise<void> {
  await withChime([{ people: 10, suspended }], async (chime) => {
    await withStack({ program: first, environment: chime.environment }, async (stack) => {
      await story({
        stack,
        chime,
        async up(asOf) {
          await stack.config("chime:asOf", asOf);
          const run = await stack.up();
          equal(run.exitCode, 0);
          return { run, writes: chime.writes() };
        },
      });
    });
  });
}

const SUSPEND_ONE = ["POST BatchSuspendUser 1 user -> 200"];
const UNSUSPEND_ONE = ["POST BatchUnsuspendUser 1 user -> 200"];

describe("entries with a time on the real engine", function () {
  this.timeout(300_000);

  it("begin, run and end by themselves, on both sides of the very moment, in winter and in summer time", async () => {
    // The hour that Berlin has twice: from the first half past two to the second.
    const entry = {
      user: emailOf(1),
      from: "2026-02-28T23:00:00-01:00",
      until: "2026-10-25T02:30:00+01:00",
      reason: "inquiry 4711",
    };
    await withScene(program({ leavers: [idOf(2), entry] }), async ({ up, stack, chime }) => {
      const before = await up("2026-02-28T23:59:59.999Z");
      deepEqual(chime.suspended(), [idOf(2)]);
      match(
        before.run.output,
        /within 14 days 1 entry begins\n +2026-02-28T23:00:00-01:00: suspension begins for person.1@example.com, if in the account by then \(inquiry 4711\)/,
      );
      match(before.run.output, /nextChange *: "2026-03-01T00:00:00.000Z"/);

      const begun = await up("2026-03-01");
      deepEqual(begun.writes, SUSPEND_ONE);
      match(
        begun.run.output,
        /suspend \(1\)\n +[-+~] person.1@example.com \(from \S+ until 2026-10-25T02:30:00\+01:00: inquiry 4711\)/,
      );
      match(begun.run.output, /nextChange *: +"2026-03-01T00:00:00.000Z" => "2026-10-25T01:30:00.000Z"/);

      const running = await up("2026-10-25T02:30:00+02:00");
      deepEqual(running.writes, []);
      match(
        running.run.output,
        /within 14 days 1 entry ends\n.*: suspension ends for person.1@example.com \(inquiry 4711\)/,
      );
      equal((await stack.preview("--expect-no-changes")).exitCode, 0);
      deepEqual(chime.lines(), []);

      const last = await up("2026-10-25T03:29:59.999+02:00");
      deepEqual(last.writes, []);
      const ended = await up("2026-10-25T02:30:00+01:00");
      deepEqual(ended.writes, UNSUSPEND_ONE);
      deepEqual(chime.suspended(), [idOf(2)]);
      match(
        ended.run.output,
        /unsuspend, until 2026-10-25T02:30:00\+01:00 has passed \(1\)\n +[-+~] person.1@example.com \(inquiry 4711\)/,
      );
      match(ended.run.output, /nextChange *: +"2026-10-25T01:30:00.000Z" => "none"/);
      deepEqual((await up("2026-10-26")).writes, []);
    });
  });

  it("are prolonged without a call, taken back early, and leave who was suspended by hand as they were", async () => {
    const until = (day: string, reason = "leave"): object => ({ user: idOf(1), until: day, reason });
    const found = { user: idOf(5), until: "2026-03-01" };
    await withScene(
      program({ leavers: [until("2026-03-01"), found] }),
      async ({ up, stack, chime }) => {
        deepEqual((await up("2026-02-01")).writes, SUSPEND_ONE);
        const { leavers } = JSON.parse((await stack.cli("stack", "output", "--json")).stdout);
        deepEqual(leavers.userIds, Object.fromEntries([1, 5].map((i) => [idOf(i), idOf(i)])));
        deepEqual(leavers.suspendedHere, { [idOf(1)]: idOf(1) });
        await stack.write(program({ leavers: [until("2026-04-01"), found] }));
        const { output } = await stack.preview("--diff");
        // A line for the user, and none for the other one.
        match(output, /~ aaaaaaaa-\S+1: "\.\.\/2026-03-01: leave" => "\.\.\/2026-04-01: leave"/);
        doesNotMatch(output, /[-+~] +aaaaaaaa-\S+5/);
        const prolonged = await up("2026-02-28");
        deepEqual([prolonged.writes, chime.suspended()], [[], [1, 5].map(idOf)]);
        match(prolonged.run.output, /1 updated|~ 1 to update/);
        match(
          prolonged.run.output,
          /2026-03-01: entry ends for \S+5, who stays suspended: was suspended when first looked at/,
        );

        await stack.write(program({ leavers: [until("2026-04-01", "sick leave"), found] }));
        const otherReason = await up("2026-02-28");
        deepEqual(otherReason.writes, []);
        doesNotMatch(otherReason.run.output, /suspend \(/);

        const ended = await up("2026-03-02");
        deepEqual([ended.writes, chime.suspended()], [[], [1, 5].map(idOf)]);
        match(ended.run.output, /not changed on leaving: already like this when first looked at/);

        await stack.write(program({ leavers: [found] }));
        const early = await up("2026-03-02");
        deepEqual([early.writes, chime.suspended()], [UNSUSPEND_ONE, [idOf(5)]]);
        match(early.run.output, /unsuspend, no longer listed/);
      },
      [5],
    );
  });

  it("end for a user whom another assignment lists then, with what license it does not say", async () => {
    const licensed = (from: string): string => {
      const assignments = {
        trial: { [idOf(1)]: { license: "Pro", until: "2026-03-01" } },
        staff: { [idOf(1)]: { license: "Plus", from } },
      };
      return `
const { UserLicenseAssignment } = require("pulumi-chime-users");
for (const [name, licenses] of Object.entries(${JSON.stringify(assignments)}))
  new UserLicenseAssignment(name, { accountId: ${JSON.stringify(ACCOUNT)}, licenses });
`;
    };
    await withScene(licensed("2026-02-25"), async ({ up, stack, chime }) => {
      const early = await up("2026-02-20");
      match(
        early.run.output,
        /2026-02-25: license Plus begins for \S+1, whom another resource still lists then: let that one end by then/,
      );
      await stack.config("chime:asOf", "2026-02-25");
      const refused = await stack.up();
      notEqual(refused.exitCode, 0);
      match(refused.output, /both list \S+1\./);

      await stack.write(licensed("2026-03-01"));
      const { run } = await up("2026-02-20");
      match(run.output, /2026-03-01: license Pro ends for \S+1, then what another resource lists the user with/);
      doesNotMatch(run.output, /still lists/);
      await up("2026-03-01");
      equal(chime.server.user(ACCOUNT, idOf(1))?.LicenseType, "Plus");
    });
  });

  it("end in one set while another begins, without the user being let in, and claim nobody outside their time", async () => {
    const first = program({ inquiry: [{ user: idOf(1), until: "2026-03-01" }], leavers: [idOf(2)] });
    await withScene(first, async ({ up, stack, chime }) => {
      await up("2026-02-01");
      const both = {
        inquiry: [{ user: idOf(1), until: "2026-03-01" }],
        leavers: [idOf(2), { user: idOf(1), from: "2026-03-01" }],
      };
      await stack.write(program(both));
      const announced = await up("2026-02-20");
      deepEqual(announced.writes, []);
      match(
        announced.run.output,
        /2026-03-01: entry ends for \S+1, who stays suspended: another resource lists the user then/,
      );
      const moved = await up("2026-03-01");
      deepEqual([moved.writes, chime.suspended()], [[], [1, 2].map(idOf)]);

      // Neither set lists the user any more, though an entry stands in both.
      const over = {
        inquiry: [{ user: idOf(1), from: "2027-01-01" }],
        leavers: [idOf(2), { user: idOf(1), until: "2026-04-01" }],
      };
      await stack.write(program(over));
      deepEqual([(await up("2026-04-01")).writes, chime.suspended()], [UNSUSPEND_ONE, [idOf(2)]]);
    });
  });

  it("end in a set that has failures left: what failed is tried again, and what ended is not", async () => {
    const users = [1, 2].map((i) => ({ user: idOf(i), until: `2026-0${i + 2}-01` }));
    await withScene(program({ leavers: users }), async ({ up, stack, chime }) => {
      chime.server.faults.user(idOf(2), { code: "Forbidden", message: "no" });
      await stack.config("chime:asOf", "2026-02-01");
      equal((await stack.up()).exitCode, 1);
      deepEqual(chime.suspended(), [idOf(1)]);
      chime.server.faults.clear();
      chime.lines();
      deepEqual((await up("2026-03-01")).writes, [...SUSPEND_ONE, ...UNSUSPEND_ONE]);
      deepEqual(chime.suspended(), [idOf(2)]);
      chime.server.faults.user(idOf(2), { code: "Forbidden", message: "no" });
      await stack.config("chime:asOf", "2026-04-01");
      equal((await stack.up()).exitCode, 1);
      chime.server.faults.clear();
      const again = await up("2026-04-01");
      deepEqual(chime.suspended(), []);
      match(again.run.output, /until 2026-04-01 has passed|failed last time/);
    });
  });

  it("are shown as of a moment ahead, under which nothing is written", async () => {
    const users = [idOf(2), { user: idOf(1), until: "2095-03-01" }];
    await withScene(program({ leavers: users }), async ({ up, stack, chime }) => {
      await up("2026-02-01");
      await stack.config("chime:asOf", "2095-03-01");
      const preview = await stack.preview();
      equal(preview.exitCode, 0);
      match(preview.output, /unsuspend, until 2095-03-01 has passed \(1\)/);
      match(preview.output, /warning: .*chime:asOf is 2095-03-01T00:00:00.000Z, which lies ahead/);
      const refused = await stack.up();
      notEqual(refused.exitCode, 0);
      match(refused.output, /writes nothing\. Take it out \(pulumi config rm chime:asOf/);
      const destroyed = await stack.destroy();
      notEqual(destroyed.exitCode, 0);
      match(destroyed.output, /writes nothing/);
      equal((await stack.refresh()).exitCode, 0);
      deepEqual([chime.writes(), chime.suspended()], [[], [1, 2].map(idOf)]);

      await stack.cli("config", "rm", "chime:asOf");
      equal((await stack.up()).exitCode, 0);
      deepEqual(chime.suspended(), [1, 2].map(idOf));
      equal((await stack.destroy()).exitCode, 0);
      deepEqual(chime.suspended(), []);
    });
  });

  it("of a secret list are nowhere with their times and reasons, but in the outputs of who may see secrets", async () => {
    const entries = [
      { user: emailOf(1), from: "2026-02-03T04:05:06Z", until: "2095-06-07", reason: "inquiry 4711" },
      { user: emailOf(2), until: "2026-02-10", reason: "leave 0815" },
      { user: emailOf(3), from: "2026-02-11", until: "2026-02-12", reason: "trial 3141" },
    ];
    const secret = (users: unknown): string => `
const { UserSuspensionSet } = require("pulumi-chime-users");
const pulumi = require("@pulumi/pulumi");
const set = new UserSuspensionSet("leavers", { accountId: ${JSON.stringify(ACCOUNT)}, users: pulumi.secret(${JSON.stringify(users)}) });
exports.nextChange = set.nextChange;
`;
    const told = /person\.\d|aaaaaaaa-0000-4000|2095-06-0|2026-02-(?!01)|inquiry|leave 0|trial/i;
    await withScene(secret(entries), async ({ stack, chime }) => {
      const hides = async (run: Promise<Run>, exitCode = 0): Promise<void> => {
        const { output, exitCode: code } = await run;
        equal(code, exitCode, output);
        doesNotMatch(output, told);
        doesNotMatch(await stack.exportText(), told);
      };
      await stack.config("chime:asOf", "2026-02-01");
      await hides(stack.preview("--diff"));
      await hides(stack.up("--preview", "--diff"));
      deepEqual(chime.suspended(), [idOf(2)]);
      match((await stack.preview()).output, /within 14 days 2 entries begin, 2 entries end/);
      await hides(stack.preview("--diff", "--json"));
      await hides(stack.refresh("--diff"));
      await hides(stack.up("--expect-no-changes"));
      const { stdout } = await stack.cli("stack", "output", "nextChange", "--show-secrets");
      equal(stdout.trim(), "2026-02-03T04:05:06.000Z");

      await stack.cli("config", "rm", "chime:asOf");
      await hides(stack.up("--preview", "--diff"));
      deepEqual(chime.suspended(), [idOf(1)]);
      await stack.write(
        secret([
          { user: emailOf(1), until: "2095-06-08", reason: "inquiry 4712" },
          { user: "a/b", until: "2026-02-30" },
        ]),
      );
      await hides(stack.preview("--diff"), 1);
      await stack.write(secret([{ user: emailOf(1), until: "2095-06-08", reason: "inquiry 4712" }]));
      await hides(stack.up("--preview", "--diff"));
      await hides(stack.destroy("--diff"));
      deepEqual(chime.suspended(), []);
    });
  });
});
