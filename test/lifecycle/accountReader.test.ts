import { deepEqual, equal } from "node:assert/strict";
import { createClient } from "../../provider/chime/client";
import { AccountReader } from "../../provider/lifecycle/accountReader";
import type { Step } from "../../provider/plan/plan";
import { withChime } from "../support/chime";
import { ACCOUNT, emailOf, idOf } from "../support/people";

const STEP: Step = {
  user: emailOf(1).toLowerCase(),
  userId: idOf(1),
  action: "unsuspend",
  from: "suspended",
  to: "active",
  reason: "leaving",
};

describe("one reading of an account", () => {
  for (const whole of [true, false]) {
    it(`asks again about a user whose write failed, by every name, after ${whole ? "all pages" : "single looks"}`, async () => {
      await withChime([{ people: 5, suspended: [1] }], async (chime) => {
        const client = createClient({}, { ...process.env, ...chime.environment });
        const reader = new AccountReader(ACCOUNT, client);
        const keys = [idOf(1), idOf(2)];
        await reader.read({ keys, whole, usersExpected: 5_000 });
        equal((reader.observe(STEP.user) ?? undefined)?.registrationStatus, "Suspended");
        chime.server.unsuspend(ACCOUNT, [idOf(1)]);
        reader.failed(STEP);
        deepEqual([reader.observe(idOf(1)), reader.observe(STEP.user)], [undefined, undefined]);
        chime.lines();
        await reader.read({ keys, whole, usersExpected: 5_000 });
        deepEqual(chime.lines(), ["GET GetUser -> 200"]);
        equal((reader.observe(STEP.user) ?? undefined)?.registrationStatus, "Registered");
        await client.close();
      });
    });
  }
});
