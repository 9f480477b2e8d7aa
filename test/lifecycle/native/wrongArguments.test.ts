import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { type Chime, withChime } from "../../support/chime";
import { type NativeHost, startNativeHost } from "../../support/nativeHost";
import { ACCOUNT, idOf } from "../../support/people";

const WRONG = { accountId: ACCOUNT, users: [idOf(1), " "], userz: 1 };
/** What is wrong with them, in one message. */
const BOTH =
  /refused, nothing was changed\.\n- users\[1\]: .*\n- userz is not an argument of UserSuspensionSet\. Did you mean users\? It has: /;
/** What the class for TypeScript says besides in a preview. */
const OF_A_PREVIEW = { __claims: "", __preview: true };

async function withHost(story: (host: NativeHost, chime: Chime) => Promise<void>): Promise<void> {
  await withChime([{ people: 5 }], async (chime) => {
    const host = await startNativeHost("UserSuspensionSet", chime.environment);
    try {
      await host.handshake(true);
      await host.configure({});
      await story(host, chime);
    } finally {
      await host.close();
    }
  });
}

describe("wrong arguments of a native resource", () => {
  it("are kept for the preview where one follows, the whole of them", async () => {
    await withHost(async (host, chime) => {
      const { inputs, failures } = await host.check({}, { ...WRONG, ...OF_A_PREVIEW });
      deepEqual(failures, []);
      await rejects(host.create(inputs, true), BOTH);
      deepEqual(chime.lines(), []);
    });
  });

  it("of a resource that there is, too: the comparison says that there is something to preview", async () => {
    await withHost(async (host, chime) => {
      const right = await host.check({}, { accountId: ACCOUNT, users: [idOf(1)] });
      const { id, outs } = await host.create(right.inputs);
      chime.lines();
      const { inputs, failures } = await host.check(right.inputs, { ...WRONG, ...OF_A_PREVIEW });
      deepEqual(failures, []);
      deepEqual(await host.diff(id, outs, inputs), { changes: true, replaces: [] });
      await rejects(host.update(id, outs, inputs, true), BOTH);
      deepEqual(chime.lines(), []);
    });
  });

  it("fail the check where no preview is known to follow", async () => {
    await withHost(async (host) => {
      for (const more of [{}, { __claims: "" }]) {
        const { failures } = await host.check({}, { ...WRONG, ...more });
        equal(failures.length, 2);
        match(failures[1]?.reason ?? "", /^userz is not an argument/);
        match(failures[0]?.reason ?? "", /^users\[1\]: /);
      }
    });
  });

  it("are never written, though the engine should go on", async () => {
    await withHost(async (host, chime) => {
      const { inputs } = await host.check({}, { ...WRONG, ...OF_A_PREVIEW });
      await rejects(host.create(inputs), BOTH);
      await rejects(host.update("id", {}, inputs), BOTH);
      deepEqual(chime.writes(), []);
    });
  });
});
