import { deepEqual, equal, rejects } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { startNativeHost } from "../../support/nativeHost";
import { ACCOUNT, idOf, range } from "../../support/people";

describe("users that fail where the engine has no views", () => {
  it("come as an error that carries the whole state", async () => {
    await withChime([{ people: 20 }], async (chime) => {
      const host = await startNativeHost("UserSuspensionSet", chime.environment);
      try {
        await host.handshake(false);
        await host.configure({ detectDrift: true });
        chime.server.faults.user(idOf(7), { code: "Forbidden", message: "not this one" });
        const { inputs, failures } = await host.check({}, { accountId: ACCOUNT, users: range(0, 10).map(idOf) });
        deepEqual(failures, []);
        await rejects(host.create(inputs), (error: Error) => {
          const { id, outs, inputs: kept, isRefreshedFirst } = host.keptIn(error);
          equal(id.startsWith(`${ACCOUNT}:`), true);
          deepEqual(kept, inputs);
          equal(isRefreshedFirst, true, "as chime:detectDrift has it");
          const { userIds, failures: failed } = outs as { userIds: object; failures: { user: string; code: string }[] };
          equal(Object.keys(userIds).length, 9);
          deepEqual(
            failed.map(({ user, code }) => [user, code]),
            [[idOf(7), "Forbidden"]],
          );
          return true;
        });
      } finally {
        await host.close();
      }
    });
  });
});
