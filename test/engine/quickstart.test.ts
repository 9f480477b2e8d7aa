import { deepEqual, equal, match, ok } from "node:assert/strict";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { EXAMPLE_ACCOUNT_ID, startChimeServer } from "../../provider/testing";
import { isShownInReadme, pageBlocks, pageText } from "../support/readme";
import { saidBy } from "../support/said";
import { bareEnvironment, theEngine, withStack } from "../support/stack";
import { paste } from "../support/terminal";

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
        await withStack({ folder, environment: server.environment, asInstalled: true }, async (stack) => {
          const preview = await stack.preview("--json");
          equal(preview.exitCode, 0);
          isShownInReadme("quickstart", saidBy(preview.stdout));
          stack.trustTypes();
          const up = await stack.up("--preview");
          equal(up.exitCode, 0);
          match(up.output, /UserSuspensionSet "leavers": suspend 2 users in "Example Corp"/);
          match(up.output, /license Basic -> Pro \(1\)\s+~ bram.hansen@example.com/);
          equal(server.user(EXAMPLE_ACCOUNT_ID, AMARA)?.UserRegistrationStatus, "Suspended");

          const byHand = `batch-unsuspend-user --account-id ${EXAMPLE_ACCOUNT_ID} --user-id-list ${server.user(EXAMPLE_ACCOUNT_ID, AMARA)?.UserId}\``;
          ok(pageText("README.md").includes(byHand), byHand);
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

  it("goes by the README's own lines, pasted into a terminal of a person who has no stack yet", async () => {
    const { text = "" } =
      pageBlocks().find((block) => block.source === "run" && /^pulumi|&& pulumi up/m.test(block.text)) ?? {};
    const { environment } = await theEngine();
    const server = await startChimeServer();
    await mkdir(join(ROOT, ".cache"), { recursive: true });
    const folder = await mkdtemp(join(ROOT, ".cache", "quickstart-"));
    try {
      for (const file of ["Pulumi.yaml", "tsconfig.json", "index.ts"]) {
        await copyFile(join(ROOT, "examples", "quickstart", file), join(folder, file));
      }
      const env = { ...bareEnvironment(), ...environment, PULUMI_HOME: join(folder, "home") };
      // `file://~` is the home folder that the machine knows of the person, whatever HOME says.
      const state = join(folder, "state");
      await mkdir(state);
      const lines = text.replace("http://127.0.0.1:8030", server.endpoint).replace("file://~", `file://${state}`);
      const terminal = await paste(lines, /Do you want to perform this update\?/, { cwd: folder, env });
      match(terminal, /UserSuspensionSet "leavers": suspend 2 users in "Example Corp"/);
      match(terminal, /Do you want to perform this update\?/);
    } finally {
      await Promise.all([server.close(), rm(folder, { recursive: true, force: true })]);
    }
  });
});
