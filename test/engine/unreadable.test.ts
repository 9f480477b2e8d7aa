import { equal, match, notEqual } from "node:assert/strict";
import { withChime } from "../support/chime";
import { FRONTS } from "../support/fronts";
import { ACCOUNT, idOf } from "../support/people";
import { NATIVE_PLUGIN, withStack } from "../support/stack";

const programOf = (module: string): string => `
const { UserSuspensionSet } = require("${module}");
new UserSuspensionSet("leavers", ${JSON.stringify({ accountId: ACCOUNT, users: [idOf(1)] })});
`;

describe("chime:unreadable, on the real engine", () => {
  for (const front of FRONTS) {
    it(`counts for a refresh once pulumi up was run with it, as the handbook says (${front})`, async () => {
      await withChime([{ people: 5 }], async (chime) => {
        const native = front === "native";
        const program = programOf(native ? "pulumi-chime-users/native" : "pulumi-chime-users");
        const options = `${native ? `${NATIVE_PLUGIN}\n` : ""}options: {refresh: always}`;
        await withStack({ program, options, environment: chime.environment }, async (stack) => {
          const deny = () => chime.server.faults.always("*", { status: 403, name: "ForbiddenException" });
          equal((await stack.up()).exitCode, 0);
          await stack.config("chime:unreadable", "fail");
          deny();
          for (const run of [await stack.preview(), await stack.up()]) {
            equal(run.exitCode, 0, run.output);
            match(run.output, /NOT refreshed: the account could not be read/);
            match(run.output, /run pulumi up once: until then a refresh without --run-program goes by the old setting/);
          }
          for (const run of [await stack.preview(), await stack.up(), await stack.refresh()]) {
            notEqual(run.exitCode, 0, run.output);
            match(run.output, /the account could not be read, and chime:unreadable is "fail"/);
          }
        });
      });
    });
  }
});
