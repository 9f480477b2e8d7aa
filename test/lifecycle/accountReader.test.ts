import { deepEqual, equal } from "node:assert/strict";
import { createClient } from "../../provider/chime/client";
import { AccountReader } from "../../provider/lifecycle/accountReader";
import { UNASKED, userOf } from "../../provider/model/userReading";
import { withChime } from "../support/chime";
import { ACCOUNT, emailOf, idOf } from "../support/people";
import { change } from "../support/planning";

const UNSUSPENSION = change(emailOf(1).toLowerCase(), {
  userId: idOf(1),
  action: "unsuspend",
  from: "suspended",
  to: "active",
  cause: { why: "leaving" },
});

describe("one reading of an account", () => {
  for (const whole of [true, false]) {
    it(`asks again about a user whose write failed, by every name, after ${whole ? "all pages" : "single looks"}`, async () => {
      await withChime([{ people: 5, suspended: [1] }], async (chime) => {
        const client = createClient({}, { ...process.env, ...chime.environment });
        const reader = new AccountReader(ACCOUNT, client);
        const keys = [idOf(1), idOf(2)];
        await reader.read({ keys, whole, usersExpected: 5_000 });
        equal(userOf(reader.observe(UNSUSPENSION.user))?.registrationStatus, "Suspended");
        chime.server.unsuspend(ACCOUNT, [idOf(1)]);
        reader.failed(UNSUSPENSION);
        deepEqual([reader.observe(idOf(1)), reader.observe(UNSUSPENSION.user)], [UNASKED, UNASKED]);
        chime.lines();
        await reader.read({ keys, whole, usersExpected: 5_000 });
        deepEqual(chime.lines(), ["GET GetUser -> 200"]);
        equal(userOf(reader.observe(UNSUSPENSION.user))?.registrationStatus, "Registered");
        await client.close();
      });
    });
  }
});
