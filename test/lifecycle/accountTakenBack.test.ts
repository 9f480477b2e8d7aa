import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { type Chime, withChime } from "../support/chime";
import { ACCOUNT, idOf, SECOND_ACCOUNT } from "../support/people";
import { type Props, type ProviderHost, startProviderHost } from "../support/providerHost";

const urnOf = (name: string): string =>
  `urn:pulumi:dev::people::pulumi-nodejs:dynamic/chime:UserSuspensionSet::${name}`;

/** A set on the first account that has suspended person 1, and found person 2 so. */
const heldBy = (name: string, more: Props = {}): Props => ({
  stateVersion: 1,
  accountId: ACCOUNT,
  holdings: { suspended: { active: { [idOf(1)]: "" }, found: { [idOf(2)]: "" } } },
  failures: [],
  __urn: urnOf(name),
  ...more,
});

/** What is kept of it by the set that takes its place. */
const KEPT = {
  accountId: ACCOUNT,
  onRemoval: "restore",
  holdings: { suspended: { active: { [idOf(1)]: "" }, found: { [idOf(2)]: "" } } },
};

/** Runs a story in one provider process, or a later one, with users who can't be changed on any account. */
async function inProcess(
  story: (host: ProviderHost, chime: Chime, later: ProviderHost) => Promise<void>,
): Promise<void> {
  const scene = { people: 10, suspended: [1, 2] };
  await withChime([scene, { ...scene, id: SECOND_ACCOUNT, suspended: [] }], async (chime) => {
    for (const i of [4, 5]) chime.server.faults.user(idOf(i), { code: "Forbidden" });
    const hosts = [0, 1].map(() => startProviderHost("UserSuspensionSet", chime.environment));
    const [host, later] = (await Promise.all(hosts)) as [ProviderHost, ProviderHost];
    try {
      await story(host, chime, later);
    } finally {
      await Promise.all([host.close(), later.close()]);
    }
  });
}

/** Has the set of a name made anew on the second account, as the engine does: compared, checked as new, created. */
async function replace(
  host: ProviderHost,
  name: string,
  held: Props,
  people: readonly number[],
  between: () => Promise<void> = async () => undefined,
): Promise<{ outs: Props; inputs: Props }> {
  const args = { accountId: SECOND_ACCOUNT, users: people.map(idOf), __urn: urnOf(name) };
  const { inputs } = await host.check({ accountId: ACCOUNT }, args);
  deepEqual((await host.diff("id", held, inputs)).replaces, ["accountId"]);
  await between();
  await host.check({}, args);
  return { outs: (await host.create(inputs)).outs, inputs };
}

/** How often it was said that those of the first account have to wait. */
const timesWaiting = ({ said }: ProviderHost): number => said.filter(({ text }) => text === WAITS).length;
const WAITS = `UserSuspensionSet "a": its users on account ${ACCOUNT}, which it leaves, are let go in the first run in which no user fails on the new one`;

describe("what a set has kept on the account that it leaves", () => {
  it("is in the state as long as users fail on the new one, as the account has it, and no longer", async () => {
    await inProcess(async (host, chime, later) => {
      const { outs, inputs } = await replace(host, "a", heldBy("a"), [3, 4]);
      deepEqual(outs["replaced"], [KEPT]);
      equal(timesWaiting(host), 1);
      chime.server.unsuspend(ACCOUNT, [idOf(1)]);
      const { props } = await later.read("id", outs);
      deepEqual(props["replaced"], [{ ...KEPT, drifted: { [idOf(1)]: "active" } }]);
      // The engine reads back both, as long as the one on the first account waits for its deletion.
      await later.read("before", heldBy("a"));
      const again = await later.update("id", props, inputs);
      deepEqual(again["replaced"], props["replaced"]);
      equal(timesWaiting(later), 1);
      chime.server.faults.clear();
      equal((await host.diff("id", again, inputs)).changes, true);
      equal(timesWaiting(host), 2, "a preview says it, too");
      equal((await later.update("id", again, inputs))["replaced"], undefined);
      equal(timesWaiting(later), 1);
    });
  });

  it("goes along with whoever goes back, unless a refresh shows that it was let go since", async () => {
    await inProcess(async (host, _chime, later) => {
      const held = { ...heldBy("a"), accountId: SECOND_ACCOUNT, holdings: {}, replaced: [KEPT] };
      const args = { accountId: ACCOUNT, users: [idOf(1), idOf(2), idOf(3)], __urn: urnOf("a") };
      const goBack = async (at: ProviderHost): Promise<string> => {
        const { inputs } = await at.check({ accountId: SECOND_ACCOUNT }, args);
        deepEqual((await at.diff("id", held, inputs)).replaces, ["accountId"]);
        await at.check({}, args);
        return at.said.map(({ text }) => text).join("\n");
      };
      const told = await goBack(host);
      match(told, /stays with the resource that takes the place of this one \(2\)/);
      match(told, /\n {2}already suspended \(1\): \S+1(\n|$)/);
      // The engine reads back all that is left, and of the first account it has nothing.
      await later.read("id", held);
      const gone = await goBack(later);
      match(gone, /already suspended when first looked at.* \(2\):\s/);
      doesNotMatch(gone, /stays with the resource/);
    });
  });

  it("is not where nobody fails, where it is deleted first, and where it was secret before and is not any more", async () => {
    await inProcess(async (host) => {
      const done = await replace(host, "a", heldBy("a"), [3]);
      equal(done.outs["replaced"], undefined);
      const deleted = await replace(host, "b", heldBy("b"), [4], () => host.delete("id", heldBy("b")));
      const secret = await replace(host, "c", heldBy("c", { __secrets: ["users"] }), [5]);
      for (const { outs } of [deleted, secret]) {
        equal(Object.keys(outs["failures"] ?? {}).length, 1);
        equal(outs["replaced"], undefined);
      }
      doesNotMatch(host.said.map(({ text }) => text).join("\n"), /which it leaves/);
    });
  });
});
