import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { type Chime, withChime } from "../support/chime";
import { ACCOUNT, idOf } from "../support/people";
import { type Props, type ProviderHost, startProviderHost } from "../support/providerHost";

const urnOf = (name: string): string =>
  `urn:pulumi:dev::people::pulumi-nodejs:dynamic/chime:UserSuspensionSet::${name}`;

/** A set that has suspended person 1, whose state has a name, or none, as after an import. */
function stateOf(name: string | undefined): Props {
  const holdings = { suspended: { active: { [idOf(1)]: "" } } };
  const urn = name === undefined ? {} : { __urn: urnOf(name), madeAt: 1_000, letGoAt: 1_000 };
  return { stateVersion: 1, accountId: ACCOUNT, holdings, failures: [], ...urn };
}

async function inProcess(story: (host: ProviderHost, chime: Chime) => Promise<void>): Promise<void> {
  await withChime([{ people: 5, suspended: [1] }], async (chime) => {
    const host = await startProviderHost("UserSuspensionSet", chime.environment);
    try {
      await story(host, chime);
    } finally {
      await host.close();
    }
  });
}

describe("a set whose state has another name than the set", () => {
  for (const before of ["leavers", undefined]) {
    const what = before === undefined ? "that was imported" : "that an alias has renamed";
    it(`and ${what}, lets its users in where it is destroyed after a refresh`, async () => {
      await inProcess(async (host, chime) => {
        const { props, inputs = {} } = await host.read("id", stateOf(before));
        // As the engine does after a refresh, with the inputs that it has.
        equal((await host.diff("id", props, { ...inputs, __urn: urnOf("former") })).changes, false);
        await host.delete("id", props);
        deepEqual(chime.suspended(), []);
        const said = host.said.map(({ text }) => text).join("\n");
        match(said, /UserSuspensionSet "former": unsuspended 1 user/);
        doesNotMatch(said, /not changed here|leavers/);
      });
    });
  }

  it("and whose name another one has by now, leaves that one alone, and is let alone by it", async () => {
    await inProcess(async (host, chime) => {
      chime.server.suspend(ACCOUNT, [idOf(2)]);
      const renamed = stateOf("leavers");
      const holdings = { suspended: { active: { [idOf(2)]: "" } } };
      const next = { ...stateOf("leavers"), holdings, madeAt: 2_000, letGoAt: 2_000 };
      const [first, second] = [await host.read("id", renamed), await host.read("next", next)];
      await host.diff("id", first.props, { ...first.inputs, __urn: urnOf("former") });
      await host.diff("next", second.props, { ...second.inputs, __urn: urnOf("leavers") });
      await host.delete("next", second.props);
      deepEqual(chime.suspended(), [idOf(1)]);
      await host.delete("id", first.props);
      deepEqual(chime.suspended(), []);
    });
  });

  it("and that was imported beside another one, lets its users in all the same", async () => {
    await inProcess(async (host, chime) => {
      chime.server.suspend(ACCOUNT, [idOf(2)]);
      const holdings = { suspended: { active: { [idOf(2)]: "" } } };
      const read = [
        await host.read("a", stateOf(undefined)),
        await host.read("b", { ...stateOf(undefined), holdings }),
      ];
      for (const [i, { props, inputs = {} }] of read.entries()) {
        await host.diff(`${i}`, props, { ...inputs, __urn: urnOf(`set-${i}`) });
      }
      for (const { props } of read) await host.delete("id", props);
      deepEqual(chime.suspended(), []);
    });
  });

  it("is no other assignment of which users come, after an import", async () => {
    await withChime([{ people: 5 }], async (chime) => {
      const host = await startProviderHost("UserLicenseAssignment", chime.environment);
      try {
        const holdings = { Basic: { found: { [idOf(1)]: "" } } };
        const state = { stateVersion: 1, accountId: ACCOUNT, holdings, failures: [] };
        const __urn = urnOf("licenses").replace("UserSuspensionSet", "UserLicenseAssignment");
        const { props, inputs = {} } = await host.read("id", state);
        await host.diff("id", props, { ...inputs, __urn });
        const declared = await host.check(inputs, { accountId: ACCOUNT, licenses: { [idOf(1)]: "Pro" }, __urn });
        equal((await host.diff("id", props, declared.inputs)).changes, true);
        const said = host.said.map(({ text }) => text).join("\n");
        match(said, /license Basic -> Pro \(1\)/);
      } finally {
        await host.close();
      }
    });
  });
});
