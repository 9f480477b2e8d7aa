import { deepEqual, equal } from "node:assert/strict";
import { suspensionKind } from "../../provider/lifecycle/kinds";
import { decodeOutputs } from "../../provider/native/state/outputs";
import { withChime } from "../support/chime";
import { withDelays } from "../support/delayingProxy";
import { FRONTS, startHost } from "../support/fronts";
import { ACCOUNT, emailOf, idOf, range } from "../support/people";
import type { Props } from "../support/providerHost";

const argsOf = (people: readonly number[]): Props => ({ accountId: ACCOUNT, users: people.map(emailOf) });

const isWrite = (line: string): boolean => line.startsWith("POST");
const isPage = (line: string): boolean => line.startsWith("GET") && line.includes("max-results=200");
const NOBODY: Props = { stateVersion: 1, accountId: ACCOUNT, holdings: {}, failures: [] };

/** What a state of either front keeps. */
const ledgerOf = (props: Props) => decodeOutputs(suspensionKind, props, {}).ledger;

for (const front of FRONTS) {
  describe(`an answer that left before a write and arrives after it, by the ${front} provider`, () => {
    it("does not overwrite what the write has made true", async () => {
      await withChime([{ people: 30 }], async (chime) => {
        await withDelays(chime.environment, async (proxy, environment) => {
          const host = await startHost(front, "UserSuspensionSet", environment, { name: "first" });
          try {
            const first = await host.previewCreate(argsOf([1]));
            const write = proxy.holdNext("request", isWrite);
            const page = proxy.holdNext("answer", isPage);
            const creating = host.create(first.inputs);
            await write.isHeld;
            host.goOnWith("second");
            const second = host.previewCreate(argsOf(range(2, 12)));
            await page.isHeld;
            write.release();
            const { id, outs } = await creating;
            deepEqual(chime.suspended(), [idOf(1)]);
            page.release();
            deepEqual((await second).refusals, []);
            chime.lines();
            host.goOnWith("first");
            const { props } = await host.read(id, outs);
            equal(ledgerOf(props).drifted.size, 0);
            deepEqual(chime.lines(), [], "what the process has written itself is known");
          } finally {
            await host.close();
          }
        });
      });
    });
  });
}

describe("an answer that left before a write that has failed", () => {
  it("does not hide that it has, and that it may have been done all the same", async () => {
    await withChime([{ people: 30 }], async (chime) => {
      await withDelays(chime.environment, async (proxy, environment) => {
        const host = await startHost("dynamic", "UserSuspensionSet", environment, { name: "first" });
        try {
          const { inputs } = await host.check({ accountId: ACCOUNT }, argsOf([1]));
          await host.previewUpdate("id", NOBODY, inputs);
          const write = proxy.holdNext("request", isWrite);
          const page = proxy.holdNext("answer", isPage);
          const updating = host.update("id", NOBODY, inputs);
          await write.isHeld;
          host.goOnWith("second");
          const second = host.previewCreate(argsOf(range(2, 12)));
          await page.isHeld;
          chime.server.faults.always("BatchSuspendUser", { connection: "malformed", applied: true });
          write.release();
          const outs = await updating;
          equal((outs["failures"] as unknown[]).length, 1);
          chime.server.faults.clear();
          page.release();
          deepEqual((await second).refusals, []);
          host.goOnWith("first");
          const { holdings, drifted } = ledgerOf((await host.read("id", outs)).props);
          const held = { userId: idOf(1), value: "suspended", before: "active" };
          deepEqual(
            [...holdings].map(([key, { userId, value, before }]) => [key, { userId, value, before }]),
            [[emailOf(1).toLowerCase(), held]],
          );
          equal(drifted.size, 0, "the user was looked at again, and is suspended");
        } finally {
          await host.close();
        }
      });
    });
  });
});
