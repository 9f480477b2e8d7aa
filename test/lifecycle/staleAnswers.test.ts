import { deepEqual, equal } from "node:assert/strict";
import { withChime } from "../support/chime";
import { withDelays } from "../support/delayingProxy";
import { ACCOUNT, emailOf, idOf, range } from "../support/people";
import { type Props, startProviderHost } from "../support/providerHost";

const urnOf = (name: string): string =>
  `urn:pulumi:dev::people::pulumi-nodejs:dynamic/chime:UserSuspensionSet::${name}`;
const argsOf = (name: string, people: readonly number[]): Props => ({
  accountId: ACCOUNT,
  users: people.map(emailOf),
  __urn: urnOf(name),
});

const isWrite = (line: string): boolean => line.startsWith("POST");
const isPage = (line: string): boolean => line.startsWith("GET") && line.includes("max-results=200");
const NOBODY: Props = { stateVersion: 1, accountId: ACCOUNT, holdings: {}, failures: [] };

describe("an answer that left before a write and arrives after it", () => {
  it("does not overwrite what the write has made true", async () => {
    await withChime([{ people: 30 }], async (chime) => {
      await withDelays(chime.environment, async (proxy, environment) => {
        const host = await startProviderHost("UserSuspensionSet", environment);
        try {
          const first = await host.check({}, argsOf("first", [1]));
          const write = proxy.holdNext("request", isWrite);
          const page = proxy.holdNext("answer", isPage);
          const creating = host.create(first.inputs);
          await write.isHeld;
          const second = host.check({}, argsOf("second", range(2, 12)));
          await page.isHeld;
          write.release();
          const { id, outs } = await creating;
          deepEqual(chime.suspended(), [idOf(1)]);
          page.release();
          deepEqual((await second).failures, []);
          chime.lines();
          const { props } = await host.read(id, outs);
          deepEqual(props["drifted"], undefined);
          deepEqual(chime.lines(), [], "what the process has written itself is known");
        } finally {
          await host.close();
        }
      });
    });
  });

  it("does not hide that a write has failed, which may have been done all the same", async () => {
    await withChime([{ people: 30 }], async (chime) => {
      await withDelays(chime.environment, async (proxy, environment) => {
        const host = await startProviderHost("UserSuspensionSet", environment);
        try {
          const { inputs } = await host.check({ accountId: ACCOUNT }, argsOf("first", [1]));
          await host.diff("id", NOBODY, inputs);
          const write = proxy.holdNext("request", isWrite);
          const page = proxy.holdNext("answer", isPage);
          const updating = host.update("id", NOBODY, inputs);
          await write.isHeld;
          const second = host.check({}, argsOf("second", range(2, 12)));
          await page.isHeld;
          chime.server.faults.always("BatchSuspendUser", { connection: "malformed", applied: true });
          write.release();
          const outs = await updating;
          equal((outs["failures"] as unknown[]).length, 1);
          chime.server.faults.clear();
          page.release();
          await second;
          const { props } = await host.read("id", outs);
          deepEqual(props["holdings"], { suspended: { active: { [emailOf(1).toLowerCase()]: idOf(1) } } });
          deepEqual(props["drifted"], undefined, "the user was looked at again, and is suspended");
        } finally {
          await host.close();
        }
      });
    });
  });
});
