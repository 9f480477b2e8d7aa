import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { withChime } from "../support/chime";
import { idOf, licenseAssignment, programOf, suspensionSet } from "../support/people";
import { type Stack, withStack } from "../support/stack";

const PROGRAM = programOf(
  suspensionSet({ users: [1, 2].map(idOf) }),
  licenseAssignment({ licenses: { [idOf(3)]: "Pro", [idOf(4)]: "Pro" } }),
);

describe("failures that an earlier run has left behind, on the real engine", function () {
  this.timeout(300_000);

  async function afterFailures(story: (stack: Stack, mend: () => void, suspended: () => string[]) => Promise<void>) {
    await withChime([{ people: 10 }], async (chime) => {
      for (const i of [1, 3]) chime.server.faults.user(idOf(i), { code: "Forbidden" });
      await withStack({ program: PROGRAM, environment: chime.environment }, async (stack) => {
        const up = await stack.up();
        notEqual(up.exitCode, 0);
        match(up.output, /UserSuspensionSet "leavers": 1 user failed/);
        await story(
          stack,
          () => chime.server.faults.clear(),
          () => chime.suspended(),
        );
      });
    });
  }

  it("fail neither refresh nor destroy that run the program", async () => {
    await afterFailures(async (stack, mend, suspended) => {
      const refresh = await stack.refresh("--run-program");
      equal(refresh.exitCode, 0, refresh.output);
      mend();
      const destroy = await stack.destroy("--run-program");
      equal(destroy.exitCode, 0, destroy.output);
      deepEqual([suspended(), await stack.resources()], [[], {}]);
    });
  });

  it("fail each up that tries again in vain, also one that refreshes first, until they are mended", async () => {
    await afterFailures(async (stack, mend, suspended) => {
      for (const args of [[], ["--refresh"]]) {
        const { exitCode, output } = await stack.up(...args);
        notEqual(exitCode, 0);
        match(output, /UserSuspensionSet "leavers": 1 user failed/);
        match(output, /UserLicenseAssignment "hosts": 1 user failed/);
      }
      mend();
      equal((await stack.up()).exitCode, 0);
      deepEqual(suspended(), [1, 2].map(idOf));
    });
  });
});
