import { deepEqual, equal } from "node:assert/strict";
import { withChime } from "../support/chime";
import { FRONTS, startHost } from "../support/fronts";
import { ACCOUNT, idOf } from "../support/people";

for (const front of FRONTS) {
  describe(`a user for whose sake a request is refused as not found, though the account has the user, by the ${front} provider`, () => {
    for (const status of [404, 200]) {
      it(`is sent alone once in the next run, which has just looked at the user: status ${status}`, async () => {
        await withChime([{ people: 10 }], async (chime) => {
          const fault = {
            operation: "BatchSuspendUser",
            code: "NotFound",
            ...(status === 200 ? {} : { status }),
          } as const;
          chime.server.faults.user(idOf(1), fault);
          const args = { accountId: ACCOUNT, users: [1, 2].map(idOf) };
          const first = await startHost(front, "UserSuspensionSet", chime.environment);
          const next = await startHost(front, "UserSuspensionSet", chime.environment);
          try {
            const { inputs } = await first.check({}, args);
            const { id, outs } = await first.create(inputs);
            equal((outs["failures"] as unknown[]).length, 1);
            chime.lines();

            const again = await next.check(inputs, args);
            equal((await next.diff(id, outs, again.inputs)).changes, true);
            const left = await next.update(id, outs, again.inputs);
            equal((left["failures"] as unknown[]).length, 1);
            const posts = chime.lines().filter((line) => line.startsWith("POST"));
            equal(posts.length, 1, posts.join());

            chime.server.faults.clear();
            const done = await next.update(id, left, again.inputs);
            deepEqual([done["failures"], chime.suspended()], [[], [1, 2].map(idOf)]);
          } finally {
            await Promise.all([first.close(), next.close()]);
          }
        });
      });
    }
  });
}
