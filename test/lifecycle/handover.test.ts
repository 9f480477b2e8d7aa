import { deepEqual, equal } from "node:assert/strict";
import { type Chime, withChime } from "../support/chime";
import { withDelays } from "../support/delayingProxy";
import { FRONTS, type FrontHost, startHost } from "../support/fronts";
import { ACCOUNT, idOf } from "../support/people";
import type { Props } from "../support/providerHost";

const start = (front: (typeof FRONTS)[number], chime: Chime): Promise<FrontHost> =>
  startHost(front, "UserSuspensionSet", chime.environment);

for (const front of FRONTS) {
  describe(`a user that moves from one set to another of the ${front} provider`, () => {
    it("is not unsuspended in between, and what was before moves along", async () => {
      await withChime([{ people: 10 }], async (chime) => {
        const [host, later, last] = [await start(front, chime), await start(front, chime), await start(front, chime)];
        const check = async (at: FrontHost, name: string, olds: Props, people: readonly number[]): Promise<Props> => {
          at.goOnWith(name);
          const args = { accountId: ACCOUNT, users: people.map(idOf) };
          const { inputs, failures } = await at.check(olds, args);
          deepEqual(failures, []);
          return inputs;
        };
        try {
          const a = await host.create(await check(host, "a", {}, [1, 2]));
          const b = await host.create(await check(host, "b", {}, [3]));
          chime.lines();

          const newA = await check(later, "a", { accountId: ACCOUNT }, [1]);
          equal((await later.diff(a.id, a.outs, newA)).changes, true);
          const newB = await check(later, "b", { accountId: ACCOUNT }, [2, 3]);
          equal((await later.diff(b.id, b.outs, newB)).changes, true);
          later.goOnWith("a");
          await later.update(a.id, a.outs, newA);
          later.goOnWith("b");
          const outs = await later.update(b.id, b.outs, newB);
          deepEqual(chime.writes(), []);
          deepEqual(chime.suspended(), [1, 2, 3].map(idOf));

          last.goOnWith("b");
          await last.delete(b.id, outs);
          deepEqual(chime.suspended(), [idOf(1)]);
        } finally {
          await Promise.all([host, later, last].map((each) => each.close()));
        }
      });
    });

    it("and joins the one in the place of a set that waits for its deletion is given back what that set knows", async () => {
      await withChime([{ people: 10, suspended: [1, 2] }], async (chime) => {
        const [host, last] = [await start(front, chime), await start(front, chime)];
        const stateOf = (holdings: Props): Props => ({ stateVersion: 1, accountId: ACCOUNT, holdings, failures: [] });
        const old = stateOf({ suspended: { active: { [idOf(1)]: "", [idOf(2)]: "" } } });
        try {
          for (const each of [host, last]) each.goOnWith("c");
          const next = await host.read("next", stateOf({ suspended: { found: { [idOf(2)]: "" } } }));
          const waiting = await host.read("old", old);
          const { inputs } = await host.check({ accountId: ACCOUNT }, { accountId: ACCOUNT, users: [1, 2].map(idOf) });
          equal((await host.diff("next", next.props ?? {}, inputs)).changes, true);
          const outs = await host.update("next", next.props ?? {}, inputs);
          await host.delete("old", waiting.props ?? {});
          deepEqual(chime.writes(), []);
          await last.delete("next", outs);
          deepEqual(chime.suspended(), [idOf(2)]);
        } finally {
          await Promise.all([host, last].map((each) => each.close()));
        }
      });
    });

    it("is seen by the other set as let go while that is still under way", async () => {
      await withChime([{ people: 10, suspended: [2] }], async (chime) => {
        await withDelays(chime.environment, async (proxy, environment) => {
          const host = await startHost(front, "UserSuspensionSet", environment);
          const state = (): Props => ({
            stateVersion: 1,
            accountId: ACCOUNT,
            holdings: { suspended: { active: { [idOf(2)]: "" } } },
            failures: [],
          });
          try {
            host.goOnWith("a");
            // The engine has not come to the other set when this one is compared, and no program has told of it.
            const losing = await host.check({ accountId: ACCOUNT }, { accountId: ACCOUNT, users: [] });
            equal((await host.diff("a", state(), losing.inputs)).changes, true);
            const write = proxy.holdNext("request", (line) => line.startsWith("POST"));
            const updating = host.update("a", state(), losing.inputs);
            await write.isHeld;
            host.goOnWith("b");
            const args = { accountId: ACCOUNT, users: [idOf(2)] };
            const keeping = await host.check({ accountId: ACCOUNT }, args);
            equal((await host.diff("b", state(), keeping.inputs)).changes, true);
            write.release();
            await updating;
            deepEqual(chime.suspended(), []);
            await host.update("b", state(), keeping.inputs);
            deepEqual(chime.suspended(), [idOf(2)]);
          } finally {
            await host.close();
          }
        });
      });
    });
  });
}
