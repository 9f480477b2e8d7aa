import { deepEqual, equal, rejects } from "node:assert/strict";
import { createRequire } from "node:module";
import { withChime } from "../../support/chime";
import { startNativeHost } from "../../support/nativeHost";
import { ACCOUNT, idOf, range } from "../../support/people";

const load = createRequire(require.resolve("@pulumi/pulumi/package.json"));
const { ErrorResourceInitFailed } = load("./proto/provider_pb.js");
const { Status } = load("./proto/status_pb.js");

/** What the engine reads of such an error: the details of its status. */
function detailsOf(error: { metadata: { get(name: string): Uint8Array[] } }): {
  id: string;
  outs: object;
  inputs: object;
} {
  const [status] = error.metadata.get("grpc-status-details-bin");
  const [any] = Status.deserializeBinary(status).getDetailsList();
  equal(any.getTypeUrl(), "type.googleapis.com/pulumirpc.ErrorResourceInitFailed");
  const details = ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
  return {
    id: details.getId(),
    outs: details.getProperties().toJavaScript(),
    inputs: details.getInputs().toJavaScript(),
  };
}

describe("users that fail where the engine has no views", () => {
  it("come as an error that carries the whole state", async () => {
    await withChime([{ people: 20 }], async (chime) => {
      const host = await startNativeHost("UserSuspensionSet", chime.environment);
      try {
        await host.handshake(false);
        await host.configure({});
        chime.server.faults.user(idOf(7), { code: "Forbidden", message: "not this one" });
        const { inputs, failures } = await host.check({}, { accountId: ACCOUNT, users: range(0, 10).map(idOf) });
        deepEqual(failures, []);
        await rejects(host.create(inputs), (error: Error & Parameters<typeof detailsOf>[0]) => {
          const { id, outs, inputs: kept } = detailsOf(error);
          equal(id.startsWith(`${ACCOUNT}:`), true);
          deepEqual(kept, inputs);
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
