import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ACCOUNT, idOf } from "../support/people";
import { withStack } from "../support/stack";

const program = (more: string, opts: string): string => `
const { UserLicenseAssignment, UserSuspensionSet } = require("pulumi-chime-users");
const accountId = ${JSON.stringify(ACCOUNT)};
new UserSuspensionSet("leavers", { accountId, users: ${JSON.stringify([1, 2, 3].map(idOf))}, ${more} }, ${opts});
const licenses = ${JSON.stringify(Object.fromEntries([4, 5, 6].map((i) => [idOf(i), "Pro"])))};
new UserLicenseAssignment("hosts", { accountId, licenses, ${more} }, ${opts});
`;

describe("changes that the program ignores, on the real engine", function () {
  this.timeout(300_000);

  for (const [how, opts] of [
    ["by name", '{ ignoreChanges: ["users", "licenses"] }'],
    ["all of them", '{ ignoreChanges: ["*"] }'],
  ] as const) {
    it(`by hand are left so, at the next up, beside another change, and by destroy: ${how}`, async () => {
      await withChime([{ people: 10 }], async (chime) => {
        await withStack({ program: program("", opts), environment: chime.environment }, async (stack) => {
          equal((await stack.up()).exitCode, 0);
          chime.server.unsuspend(ACCOUNT, [idOf(1)]);
          chime.server.removeUser(ACCOUNT, idOf(2));
          chime.server.setLicense(ACCOUNT, [idOf(4)], "Plus");
          chime.server.removeUser(ACCOUNT, idOf(5));
          chime.lines();
          for (const args of [["--refresh"], []]) {
            const { exitCode, output } = await stack.up(...args);
            equal(exitCode, 0, output);
            match(output, /3 unchanged/);
          }
          await stack.write(program('onRemoval: "restore", missingUsers: "warn", maxChanges: 5', opts));
          const { exitCode, output } = await stack.up("--preview");
          equal(exitCode, 0, output);
          doesNotMatch(output, /suspend again|license \w+ ->/);
          deepEqual(chime.writes(), []);
          const destroyed = await stack.destroy();
          equal(destroyed.exitCode, 0, destroyed.output);
          deepEqual(chime.suspended(), []);
          deepEqual(
            [4, 6].map((i) => chime.licenseOf(idOf(i))),
            ["Plus", "Basic"],
          );
        });
      });
    });
  }

  it("are repaired once they are ignored no more", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const ignoring = program("", '{ ignoreChanges: ["users", "licenses"] }');
      await withStack({ program: ignoring, environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        chime.server.unsuspend(ACCOUNT, [idOf(1)]);
        chime.server.setLicense(ACCOUNT, [idOf(4)], "Plus");
        equal((await stack.up("--refresh")).exitCode, 0);
        await stack.write(program("", "{}"));
        const { exitCode, output } = await stack.up();
        equal(exitCode, 0, output);
        deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
        equal(chime.licenseOf(idOf(4)), "Pro");
      });
    });
  });
});
