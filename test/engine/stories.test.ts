import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { withChime } from "../support/chime";
import {
  ACCOUNT,
  emailOf,
  idOf,
  licenseAssignment,
  programOf,
  range,
  SECOND_ACCOUNT,
  suspensionSet,
} from "../support/people";
import { withStack } from "../support/stack";

const sorted = (people: readonly number[]): string[] => people.map(idOf);

describe("stories on the real engine", () => {
  it("an exclusive set unsuspends everybody else, and its own on destroy", async () => {
    await withChime([{ people: 120, suspended: range(10, 50) }], async (chime) => {
      const program = programOf(suspensionSet({ users: [idOf(10), idOf(60)], exclusive: true }));
      await withStack({ program, environment: chime.environment }, async (stack) => {
        const preview = await stack.preview();
        match(preview.output, /suspended but not listed \(exclusive\) \(39\): person\.11@example\.com/);
        deepEqual(chime.writes(), []);

        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.suspended(), sorted([10, 60]));
        deepEqual(chime.writes(), ["POST BatchSuspendUser 1 user -> 200", "POST BatchUnsuspendUser 39 users -> 200"]);

        chime.server.suspend(ACCOUNT, [idOf(99)]);
        const drift = await stack.preview("--refresh", "--diff");
        match(drift.output, /- person\.99@example\.com *: "suspended"/);
        equal((await stack.up("--refresh")).exitCode, 0);
        deepEqual(chime.suspended(), sorted([10, 60]));

        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.suspended(), sorted([10]));
      });
    });
  });

  it("an empty set and an empty map are all right and undo what was there before", async () => {
    await withChime([{ people: 20, suspended: [5] }], async (chime) => {
      const none = programOf(suspensionSet({ users: [] }), licenseAssignment({ licenses: {} }));
      const some = programOf(
        suspensionSet({ users: [idOf(4), idOf(5)] }),
        licenseAssignment({ licenses: { [emailOf(6)]: "Pro" } }),
      );
      await withStack({ program: none, environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.writes(), []);
        await stack.write(some);
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.suspended(), sorted([4, 5]));
        equal(chime.licenseOf(idOf(6)), "Pro");
        await stack.write(none);
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.suspended(), sorted([5]));
        equal(chime.licenseOf(idOf(6)), "Basic");
        chime.lines();
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.lines(), []);
      });
    });
  });

  it("another account replaces the resource: the old one is restored, the new one done", async () => {
    const second = { id: SECOND_ACCOUNT, people: 20, suspended: [2] };
    await withChime([{ people: 20, suspended: [1] }, second], async (chime) => {
      const program = (accountId: string): string =>
        programOf(
          suspensionSet({ accountId, users: [1, 2, 3].map(idOf) }),
          licenseAssignment({ accountId, licenses: { [idOf(7)]: "Pro" } }),
        );
      await withStack({ program: program(ACCOUNT), environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        const before = await stack.resources();
        await stack.write(program(SECOND_ACCOUNT));
        const preview = (await stack.preview()).output;
        match(preview, new RegExp(`"leavers": unsuspend 2 users in "Example Corp" \\(account ${ACCOUNT}\\)`));
        match(preview, new RegExp(`"leavers": suspend 2 users in "Example Corp" \\(account ${SECOND_ACCOUNT}\\)`));
        const up = await stack.up();
        equal(up.exitCode, 0);
        match(up.output, /2 replaced/);
        deepEqual(chime.suspended(ACCOUNT), sorted([1]));
        deepEqual(chime.suspended(SECOND_ACCOUNT), sorted([1, 2, 3]));
        equal(chime.licenseOf(idOf(7), ACCOUNT), "Basic");
        equal(chime.licenseOf(idOf(7), SECOND_ACCOUNT), "Pro");
        notEqual((await stack.resources())["leavers"]?.id, before["leavers"]?.id);
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.suspended(SECOND_ACCOUNT), sorted([2]));
      });
    });
  });

  it("pulumi refresh takes the real state in, and up repairs it afterwards", async () => {
    await withChime([{ people: 20 }], async (chime) => {
      const program = programOf(
        suspensionSet({ users: [1, 2, 3].map(idOf) }),
        licenseAssignment({ licenses: { [idOf(7)]: "Pro", [idOf(8)]: "Pro" } }),
      );
      await withStack({ program, environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        chime.server.unsuspend(ACCOUNT, [idOf(2)]);
        chime.server.setLicense(ACCOUNT, [idOf(8)], "Plus");
        chime.lines();
        const refresh = await stack.refresh();
        equal(refresh.exitCode, 0);
        deepEqual(chime.writes(), []);
        const { leavers, hosts } = await stack.resources();
        deepEqual(leavers?.inputs?.["users"], { [idOf(1)]: "suspended", [idOf(2)]: "active", [idOf(3)]: "suspended" });
        deepEqual(hosts?.inputs?.["licenses"], { [idOf(7)]: "Pro", [idOf(8)]: "Plus" });

        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.suspended(), sorted([1, 2, 3]));
        equal(chime.licenseOf(idOf(8)), "Pro");
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.suspended(), []);
        equal(chime.licenseOf(idOf(8)), "Basic");
      });
    });
  });

  it("a user that fails is told, the others are done, and the next up tries only that user", async () => {
    await withChime([{ people: 60 }], async (chime) => {
      const program = programOf(suspensionSet({ users: range(0, 55).map(idOf) }));
      chime.server.faults.user(idOf(7), { code: "Forbidden", message: "not this one" });
      await withStack({ program, environment: chime.environment }, async (stack) => {
        const up = await stack.up();
        equal(up.exitCode, 1);
        match(up.output, /UserSuspensionSet "leavers": 1 user failed \(Forbidden 1\)/);
        match(up.output, new RegExp(`Forbidden: not this one \\(request [0-9a-f-]+\\)[^]*\\n +1 user: ${idOf(7)}`));
        equal(chime.suspended().length, 54);
        chime.lines();

        equal((await stack.refresh()).exitCode, 0);
        chime.lines();
        chime.server.faults.clear();
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.writes(), ["POST BatchSuspendUser 1 user -> 200"]);
        const { leavers } = await stack.resources();
        deepEqual(leavers?.outputs?.["failures"], []);
      });
    });
  });

  it("a user that moves to another set stays suspended all the way", async () => {
    await withChime([{ people: 20 }], async (chime) => {
      const program = (a: readonly number[], b: readonly number[]): string =>
        programOf(suspensionSet({ users: a.map(idOf) }, "a"), suspensionSet({ users: b.map(idOf) }, "b"));
      await withStack({ program: program([1, 2], [3]), environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        await stack.write(program([1], [2, 3]));
        chime.lines();
        equal((await stack.up("--preview")).exitCode, 0);
        deepEqual(chime.suspended(), sorted([1, 2, 3]));
        deepEqual((await stack.up()).exitCode, 0);
        deepEqual(chime.suspended(), sorted([1, 2, 3]));
      });
    });
  });

  it("two resources that list one user fail at preview, naming both and the user", async () => {
    await withChime([{ people: 20 }], async (chime) => {
      const program = programOf(
        suspensionSet({ users: [idOf(1), emailOf(2)] }, "a"),
        suspensionSet({ users: [emailOf(2).toUpperCase()] }, "b"),
      );
      await withStack({ program, environment: chime.environment }, async (stack) => {
        const preview = await stack.preview();
        notEqual(preview.exitCode, 0);
        match(preview.output, /UserSuspensionSet "[ab]" and UserSuspensionSet "[ab]" both list person\.2@example\.com/);
        deepEqual(chime.writes(), []);
      });
    });
  });
});
