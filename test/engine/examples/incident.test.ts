import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EXAMPLE_ACCOUNT_ID } from "../../../provider/testing";
import { suspended, withExample, writes } from "../../support/example";

const STOLEN = ["amara.okafor@example.com", "malik.choi@example.com", "ximena.kamau@example.com"];
const LEFT = ["henrik.dlamini@example.com", "linh.fernandez@example.com"];

describe("examples/incident", () => {
  it("locks out exactly those in the file, and lets in whom others suspend", async () => {
    await withExample("incident", async (stack, server) => {
      const found = suspended(server);
      const up = await stack.up("--preview");
      equal(up.exitCode, 0);
      match(up.output, /suspend 3 users, unsuspend 10 users/);
      deepEqual(suspended(server), [...STOLEN, ...LEFT].sort());
      equal(found.length, 12);
      deepEqual(writes(server), ["POST BatchSuspendUser 3 users -> 200", "POST BatchUnsuspendUser 10 users -> 200"]);
      equal((await stack.up()).exitCode, 0);
      deepEqual(writes(server), []);

      server.suspend(EXAMPLE_ACCOUNT_ID, ["sofia.nguyen@example.com"]);
      match((await stack.preview()).output, /unsuspend.*\(1\)\s+- sofia.nguyen@example.com/);
      equal((await stack.up()).exitCode, 0);
      deepEqual(suspended(server), [...STOLEN, ...LEFT].sort());

      equal((await stack.destroy()).exitCode, 0);
      deepEqual(suspended(server), LEFT);
    });
  });

  it("refuses a file with too many people, and with those who work on the incident", async () => {
    await withExample("incident", async (stack, server) => {
      const everybody = server.account(EXAMPLE_ACCOUNT_ID).Users.flatMap((user) => user.PrimaryEmail ?? []);
      await writeFile(
        join(stack.project, "locked-out.json"),
        JSON.stringify({ "by accident": everybody.slice(0, 60) }),
      );
      const preview = await stack.preview();
      notEqual(preview.exitCode, 0);
      match(preview.output, /maxChanges allows 15/);
      match(
        preview.output,
        /2 listed users protected by protectedUsers: sofia.nguyen@example.com, wei.patel@example.com/,
      );
      deepEqual(writes(server), []);
    });
  });
});
