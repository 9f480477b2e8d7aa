import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { type Chime, withChime } from "../support/chime";
import { ACCOUNT, idOf } from "../support/people";
import { type Stack, withStack } from "../support/stack";

const set = (name: string, args: object, opts = "{}"): string => `
const { UserSuspensionSet } = require("pulumi-chime-users");
new UserSuspensionSet(${JSON.stringify(name)}, ${JSON.stringify({ accountId: ACCOUNT, users: [1, 2, 3].map(idOf), maxChanges: 3, ...args })}, ${opts});
`;

interface Row {
  readonly name: string;
  /** Brings the stack to where a refresh is not easily known; the set has been made. */
  prepare(stack: Stack, chime: Chime): Promise<void>;
}

const ALIAS = '{ aliases: [{ name: "leavers" }] }';

const ROWS: readonly Row[] = [
  {
    name: "a rename with an alias",
    async prepare(stack) {
      await stack.write(set("people", {}, ALIAS));
      equal((await stack.up()).exitCode, 0);
    },
  },
  {
    name: "the stack's rename",
    async prepare(stack) {
      await stack.rename("production");
      equal((await stack.up()).exitCode, 0);
    },
  },
  {
    name: "a replacement that is not finished",
    async prepare(stack, chime) {
      // The new account's set is made, and the old one can't be deleted.
      chime.server.addAccount({ AccountId: "second", AccountType: "EnterpriseLWA", Users: [{ UserId: idOf(1) }] });
      chime.server.faults.always("BatchUnsuspendUser", { status: 403, name: "ForbiddenException" });
      await stack.write(set("leavers", { accountId: "second", users: [idOf(1)] }));
      notEqual((await stack.up()).exitCode, 0);
      chime.server.faults.clear();
    },
  },
];

describe("guards, on the real engine", function () {
  this.timeout(300_000);

  for (const { name, prepare } of ROWS) {
    it(`stop neither refresh nor destroy --refresh after ${name}`, async () => {
      await withChime([{ people: 10 }], async (chime) => {
        await withStack({ program: set("leavers", {}), environment: chime.environment }, async (stack) => {
          equal((await stack.up()).exitCode, 0);
          await prepare(stack, chime);
          // More drift than one update may repair, and somebody gone: guards of an update stand against both.
          for (const { AccountId } of chime.server.accounts()) {
            chime.server.removeUser(AccountId, idOf(1));
          }
          const refresh = await stack.refresh();
          equal(refresh.exitCode, 0, refresh.output);
          const destroy = await stack.destroy("--refresh");
          equal(destroy.exitCode, 0, destroy.output);
          deepEqual(chime.suspended(), []);
          deepEqual(await stack.resources(), {});
        });
      });
    });
  }

  it("stop an update all the same that comes after the refresh", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      await withStack({ program: set("leavers", {}), environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        await stack.write(set("people", {}, ALIAS));
        equal((await stack.up()).exitCode, 0);
        chime.server.removeUser(ACCOUNT, idOf(1));
        const { exitCode, output } = await stack.preview("--refresh");
        notEqual(exitCode, 0);
        match(output, /1 listed user not found/);
      });
    });
  });
});
