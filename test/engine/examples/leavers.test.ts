import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { EXAMPLE_ACCOUNT_ID } from "../../../provider/testing";
import { suspended, withExample, writes } from "../../support/example";

const at = (...names: string[]): string[] => names.map((name) => `${name}@example.com`);

describe("examples/leavers", () => {
  it("suspends whose last working day is before the day in the configuration, and nobody else", async () => {
    await withExample("leavers", async (stack, server) => {
      const before = server.account(EXAMPLE_ACCOUNT_ID);
      const found = suspended(server);
      const up = await stack.up("--preview");
      equal(up.exitCode, 0);
      match(up.output, /suspend \(2\)\s+\+ amara.okafor@example.com\s+\+ jamal.morales@example.com/);
      match(up.output, /warning: .*1 listed user not in the account: tomas.reyes@example.com/);
      deepEqual(suspended(server), [...found, ...at("amara.okafor", "jamal.morales")].sort());
      deepEqual(writes(server), ["POST BatchSuspendUser 2 users -> 200"]);
      equal((await stack.up()).exitCode, 0);
      deepEqual(writes(server), []);

      await stack.config("asOf", "2026-10-01");
      equal((await stack.up()).exitCode, 0);
      const later = at("amara.okafor", "jamal.morales", "malik.choi", "ximena.kamau");
      deepEqual(suspended(server), [...found, ...later].sort());

      equal((await stack.destroy()).exitCode, 0);
      deepEqual(server.account(EXAMPLE_ACCOUNT_ID), before);
    });
  });

  it("refuses a year that is a slip of the pen, and a day in another form", async () => {
    await withExample("leavers", async (stack, server) => {
      await stack.config("asOf", "2206-09-01");
      const tooMany = await stack.preview();
      notEqual(tooMany.exitCode, 0);
      match(tooMany.output, /8 users would change, maxChanges allows 5/);
      await stack.config("asOf", "01/09/2026");
      const otherForm = await stack.preview();
      notEqual(otherForm.exitCode, 0);
      match(otherForm.output, /"01\/09\/2026" is not a day in the form 2026-08-31/);
      deepEqual(writes(server), []);
    });
  });
});
