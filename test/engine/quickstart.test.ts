import { deepEqual, equal, match } from "node:assert/strict";
import { join } from "node:path";
import { EXAMPLE_ACCOUNT_ID, startChimeServer } from "../../provider/testing";
import { isShownInReadme } from "../support/readme";
import { saidBy } from "../support/said";
import { withStack } from "../support/stack";

const ROOT = join(__dirname, "..", "..");
const AMARA = "amara.okafor@example.com";

describe("examples/quickstart", () => {
  for (const [where, folder] of [
    ["its own folder", join(ROOT, "examples", "quickstart")],
    ["the repository's root", ROOT],
  ] as const) {
    it(`runs by plain pulumi up in ${where}, repairs drift and is undone by destroy`, async () => {
      const server = await startChimeServer();
      try {
        const before = server.account(EXAMPLE_ACCOUNT_ID);
        await withStack({ folder, environment: server.environment }, async (stack) => {
          const preview = await stack.preview("--json");
          equal(preview.exitCode, 0);
          isShownInReadme("quickstart", saidBy(preview.stdout));
          const up = await stack.up("--preview");
          equal(up.exitCode, 0);
          match(up.output, /UserSuspensionSet "leavers": suspend 2 users in "Example Corp"/);
          match(up.output, /license Basic -> Pro \(1\)\s+~ bram.hansen@example.com/);
          equal(server.user(EXAMPLE_ACCOUNT_ID, AMARA)?.UserRegistrationStatus, "Suspended");

          stack.trustTypes();
          server.unsuspend(EXAMPLE_ACCOUNT_ID, [AMARA]);
          match(
            (await stack.preview()).output,
            /suspend again, changed outside this stack since \(1\)\s+\+ amara.okafor@example.com/,
          );
          equal((await stack.up()).exitCode, 0);
          equal(server.user(EXAMPLE_ACCOUNT_ID, AMARA)?.UserRegistrationStatus, "Suspended");

          equal((await stack.destroy()).exitCode, 0);
          deepEqual(server.account(EXAMPLE_ACCOUNT_ID), before);
        });
      } finally {
        await server.close();
      }
    });
  }
});
