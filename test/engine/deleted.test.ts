import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ACCOUNT, idOf, programOf, range, suspensionSet } from "../support/people";
import { withStack } from "../support/stack";

const set = (more: object = {}): string => programOf(suspensionSet({ users: range(0, 4).map(idOf), ...more }));

describe("what is deleted behind Pulumi's back", () => {
  it("a user: shown by refresh, refused or told by up, and no obstacle to the others", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      await withStack({ program: set(), environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        chime.server.removeUser(ACCOUNT, idOf(2));
        chime.server.unsuspend(ACCOUNT, [idOf(3)]);
        const refused = await stack.up("--refresh");
        notEqual(refused.exitCode, 0);
        match(
          refused.output,
          /1 listed user not found in account .*: aaaaaaaa-0000-4000-8000-000000000002 \(was there before, and is gone\)\. Take out the entry, /s,
        );
        await stack.write(set({ missingUsers: "warn" }));
        const up = await stack.up("--refresh");
        equal(up.exitCode, 0);
        match(up.output, /warning: UserSuspensionSet "leavers": 1 listed user not in the account: aaaaaaaa-\S+002/);
        deepEqual(chime.suspended(), [0, 1, 3].map(idOf));
        chime.lines();
        const again = await stack.up("--expect-no-changes");
        equal(again.exitCode, 0);
        match(
          again.output,
          /1 listed user not in the account when it was looked at last: aaaaaaaa-\S+002\. A pulumi up with --refresh does what is listed/,
        );
        deepEqual(chime.lines(), []);
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.suspended(), []);
      });
    });
  });

  it("all users: nothing is left to take back, and destroy says so", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      await withStack({ program: set(), environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        for (const i of range(0, 10)) chime.server.removeUser(ACCOUNT, idOf(i));
        chime.lines();
        const destroy = await stack.destroy();
        equal(destroy.exitCode, 0);
        match(
          destroy.output,
          /warning: UserSuspensionSet "leavers": not in the account any more, nothing to take back/,
        );
        deepEqual(chime.writes(), []);
        deepEqual(await stack.resources(), {});
      });
    });
  });

  it("the account: up without a change asks nothing, refresh drops the set with a warning, and up refuses to make it", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      await withStack({ program: set(), environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        chime.server.removeAccount(ACCOUNT);
        chime.lines();
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.lines(), []);
        const refresh = await stack.refresh();
        equal(refresh.exitCode, 0);
        match(
          refresh.output,
          /warning: UserSuspensionSet "leavers": account .* does not exist any more.*dropped from the state/s,
        );
        deepEqual(await stack.resources(), {});
        const up = await stack.up();
        notEqual(up.exitCode, 0);
        match(up.output, /Account \S+ does not exist at http:\/\/\S+, or these credentials can't see it/);
        equal((await stack.destroy()).exitCode, 0);
      });
    });
  });

  it("a web server that knows nothing, in the place of the service, drops nothing", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      await withStack({ program: set(), environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        for (const answer of [
          { status: 404, form: "html", headers: { "x-amzn-requestid": "" } },
          // A gateway with requests of its own, and a server of AWS's that knows no such operation.
          { status: 410, form: "html" },
          { status: 404, name: "UnknownOperationException" },
        ] as const) {
          chime.server.faults.always("*", answer);
          const refresh = await stack.refresh();
          match(refresh.output, /NOT refreshed: the account could not be read, the state is as it was/);
          notEqual((await stack.destroy()).exitCode, 0);
          chime.server.faults.clear();
        }
        equal(Object.keys(await stack.resources()).length, 1);
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.suspended(), []);
      });
    });
  });
});
