import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { type Chime, withChime } from "../support/chime";
import { ACCOUNT, emailOf, idOf } from "../support/people";
import { type Props, type ProviderHost, startProviderHost } from "../support/providerHost";

const ADDRESS = "person.1@example.com";

const urnOf = (name: string): string =>
  `urn:pulumi:dev::people::pulumi-nodejs:dynamic/chime:UserSuspensionSet::${name}`;

/** Users, under their IDs, whom a set has suspended. */
const held = (...people: number[]): Props => ({
  suspended: { active: Object.fromEntries(people.map((i) => [idOf(i), ""])) },
});

/** A set that keeps some users, and has a note of person 1, who has moved to set "b". */
const noting = (name: string, more: Props = {}): Props => ({
  stateVersion: 1,
  accountId: ACCOUNT,
  holdings: held(2),
  moved: [{ to: "b", at: 1_000, holdings: held(1) }],
  failures: [],
  __urn: urnOf(name),
  ...more,
});

async function inProcess(story: (host: ProviderHost, chime: Chime) => Promise<void>): Promise<void> {
  await withChime([{ people: 10, suspended: [1, 2] }], async (chime) => {
    const host = await startProviderHost("UserSuspensionSet", chime.environment);
    try {
      await story(host, chime);
    } finally {
      await host.close();
    }
  });
}

/** How many notes set "a" keeps of person 1, whom set "b", which knows nothing of it, lists and was made for before. */
async function notesOfNext(first: (chime: Chime) => void = () => undefined): Promise<number> {
  let notes = 0;
  await inProcess(async (host, chime) => {
    first(chime);
    const declared = async (olds: Props, name: string, person: number): Promise<Props> => {
      return (await host.check(olds, { accountId: ACCOUNT, users: [idOf(person)], __urn: urnOf(name) })).inputs;
    };
    await host.create(await declared({}, "b", 1));
    const a = { stateVersion: 1, accountId: ACCOUNT, holdings: held(1, 2), failures: [], __urn: urnOf("a") };
    const { moved } = await host.update("id", a, await declared(a, "a", 2));
    notes = Array.isArray(moved) ? moved.length : 0;
  });
  return notes;
}

function told(host: ProviderHost): string {
  return host.said.map(({ text }) => text).join("\n");
}

/** A process of assignments on an account in which person 1 has a license. */
async function withLicense(
  license: "Plus" | "Pro",
  story: (host: ProviderHost, server: Chime["server"]) => Promise<void>,
): Promise<void> {
  await withChime([{ people: 10 }], async ({ environment, server }) => {
    const host = await startProviderHost("UserLicenseAssignment", environment);
    try {
      server.setLicense(ACCOUNT, [idOf(1)], license);
      await story(host, server);
    } finally {
      await host.close();
    }
  });
}

describe("a note of who has moved to another set", () => {
  it("is not made where the other set has the user already, and did not know of what was before", async () => {
    equal(await notesOfNext(), 0);
    // Who fails there is not in its state: the note is what the next run goes by.
    const fail = ({ server }: Chime): void => {
      server.unsuspend(ACCOUNT, [idOf(1)]);
      server.faults.user(idOf(1), { code: "Forbidden" });
    };
    equal(await notesOfNext(fail), 1);
  });

  it("is made where a third set has taken over whoever has the address of the user by now", async () => {
    await inProcess(async (host, chime) => {
      chime.server.changeUser(ACCOUNT, idOf(1), { PrimaryEmail: "married@example.com" });
      chime.server.changeUser(ACCOUNT, idOf(5), { PrimaryEmail: ADDRESS });
      const state = (name: string, users: Props): Props => {
        const holdings = { suspended: { active: users } };
        return { stateVersion: 1, accountId: ACCOUNT, holdings, failures: [], __urn: urnOf(name) };
      };
      const [a, b] = [state("a", { [ADDRESS]: idOf(1) }), state("b", { [idOf(2)]: "" })];
      const inputsOf = async (olds: Props, name: string, users: readonly string[]): Promise<Props> =>
        (await host.check(olds, { accountId: ACCOUNT, users, __urn: urnOf(name) })).inputs;
      const newA = await inputsOf(a, "a", []);
      await host.diff("id", a, newA);
      const newB = await inputsOf(b, "b", [ADDRESS, idOf(2)]);
      // The engine does not come to it: something that it waits for has failed.
      await inputsOf({}, "c", [idOf(1)]);
      await host.update("id", b, newB);
      const { moved } = await host.update("id", a, newA);
      deepEqual(Array.isArray(moved) && moved.map(({ to }: Props) => to), ["c"]);
    });
  });

  it("goes with a refresh that sees the user otherwise: others have decided about the user since", async () => {
    for (const isLetIn of [false, true]) {
      await inProcess(async (host, chime) => {
        if (isLetIn) chime.server.unsuspend(ACCOUNT, [idOf(1)]);
        const { props } = await host.read("id", noting("a"));
        deepEqual(props["moved"], isLetIn ? undefined : noting("a")["moved"]);
      });
    }
  });

  it("is no reason to write anything where the set that has the user is declared late, and goes where it is not", async () => {
    for (const isDeclared of [true, false]) {
      await inProcess(async (host) => {
        const b = { stateVersion: 1, accountId: ACCOUNT, holdings: held(1), failures: [], __urn: urnOf("b") };
        const { inputs, props } = await host.read("id", b);
        const args = { accountId: ACCOUNT, users: [idOf(2)], __urn: urnOf("a") };
        const compared = host.diff("id", noting("a"), (await host.check(noting("a"), args)).inputs);
        if (isDeclared) await host.check(inputs ?? {}, { accountId: ACCOUNT, users: [idOf(1)], __urn: urnOf("b") });
        equal((await compared).changes, !isDeclared);
        deepEqual(props["holdings"], held(1));
      });
    }
  });

  it("counts where the user has come back, who is looked at: the other set may have let the user go", async () => {
    await inProcess(async (host, chime) => {
      chime.server.unsuspend(ACCOUNT, [idOf(1)]);
      await host.read("b", noting("b", { holdings: {}, moved: [], letGoAt: 2_000 }));
      const args = { accountId: ACCOUNT, users: [1, 2].map(idOf), __urn: urnOf("a") };
      const { inputs } = await host.check(noting("a"), args);
      equal((await host.diff("id", noting("a"), inputs)).changes, true);
      const { holdings } = await host.update("id", noting("a"), inputs);
      deepEqual([chime.suspended(), holdings], [[1, 2].map(idOf), held(2, 1)]);
      match(told(host), /^ {2}suspend \(1\)$/m);
    });
  });

  it("is left by a set that is deleted first to the one in its place, where the other one has not taken over", async () => {
    await inProcess(async (host) => {
      const argsOf = (name: string, person: number): Props => {
        return { accountId: ACCOUNT, users: [idOf(person)], __urn: urnOf(name) };
      };
      await host.check({}, argsOf("b", 1));
      const { inputs } = await host.check({}, argsOf("a", 2));
      await host.delete("id", noting("a", { holdings: held(1, 2), moved: [] }));
      const { outs } = await host.create(inputs);
      deepEqual(
        (outs["moved"] as Props[]).map(({ to, holdings }) => ({ to, holdings })),
        [{ to: "b", holdings: held(1) }],
      );
    });
  });

  it("counts where the user has come back, listed by address", async () => {
    await inProcess(async (host) => {
      const args = { accountId: ACCOUNT, users: [idOf(2), emailOf(1)], __urn: urnOf("a") };
      const { inputs } = await host.check(noting("a"), args);
      await host.diff("id", noting("a"), inputs);
      const { holdings, moved } = await host.update("id", noting("a"), inputs);
      deepEqual(holdings, { suspended: { active: { [idOf(2)]: "", [emailOf(1).toLowerCase()]: idOf(1) } } });
      equal(moved, undefined);
    });
  });

  it("is not left in clear where the names were secret before", async () => {
    await inProcess(async (host) => {
      const update = (more: Props): Promise<Props> => {
        const inputs = { accountId: ACCOUNT, users: { [idOf(3)]: "suspended" }, __urn: urnOf("a"), ...more };
        return host.update("id", noting("a", { __secrets: ["users"] }), inputs);
      };
      const secret = { ...(noting("a")["moved"] as Props[])[0], secret: true };
      const marked = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: [secret] };
      deepEqual((await update({ __secrets: ["users"] }))["moved"], marked);
      deepEqual((await update({}))["moved"], marked);
    });
  });

  it("undoes nobody in a deletion where nothing tells what has become of the user, which is said", async () => {
    await inProcess(async (host, chime) => {
      await host.delete("id", noting("a"));
      match(
        told(host),
        /leaves 1 user as is who moved to UserSuspensionSet "b" in an earlier run: \S+1\. Whether .* destroy with --refresh knows/,
      );
      deepEqual(chime.suspended(), [idOf(1)]);
    });
    await inProcess(async (host, chime) => {
      const b = {
        stateVersion: 1,
        accountId: ACCOUNT,
        onRemoval: "retain",
        holdings: {},
        failures: [],
        __urn: urnOf("b"),
      };
      await host.delete("id", { ...b, letGoAt: 1_001 });
      await host.delete("id", noting("a"));
      match(told(host), /leaves 1 user as is who moved to .*That may have had them since/);
      deepEqual(chime.suspended(), [idOf(1)]);
    });
  });

  it("counts in a deletion where the other set has let nobody go since: it never had the user", async () => {
    await inProcess(async (host, chime) => {
      const b = { stateVersion: 1, accountId: ACCOUNT, holdings: {}, failures: [], __urn: urnOf("b") };
      await host.delete("id", { ...b, letGoAt: 999 });
      await host.delete("id", noting("a"));
      deepEqual(chime.suspended(), []);
    });
  });

  for (const license of ["Plus", "Pro"] as const) {
    for (const order of ["at once", "the other one first"]) {
      it(`goes by the user where the other assignment may have had the user before: has ${license}, deleted ${order}`, async () => {
        await withChime([{ people: 10 }], async (chime) => {
          const { environment, server } = chime;
          const host = await startProviderHost("UserLicenseAssignment", environment);
          try {
            server.setLicense(ACCOUNT, [idOf(1)], license);
            const kept = (value: string) => ({ [value]: { Basic: { [idOf(1)]: "" } } });
            const of = (name: string): Props => ({
              ...noting(name),
              __urn: urnOf(name).replace("SuspensionSet", "LicenseAssignment"),
            });
            // Person 1 went from "b" to "a" in a run that did not come to "b", and back in one that may have.
            const states: Record<string, Props> = {
              a: { ...of("a"), holdings: {}, moved: [{ to: "b", at: 1_000, holdings: kept("Plus") }] },
              b: { ...of("b"), holdings: kept("Pro"), moved: [], letGoAt: 999 },
            };
            const other = host.delete("id", states["b"] ?? {});
            if (order !== "at once") await other;
            await Promise.all([host.delete("id", states["a"] ?? {}), other]);
            equal(server.user(ACCOUNT, idOf(1))?.LicenseType, "Basic");
            doesNotMatch(told(host), /UserLicenseAssignment "a": nobody changes/);
          } finally {
            await host.close();
          }
        });
      });
    }
  }

  it("stays where the set that has the user has found the user so: nothing else tells what was before", async () => {
    for (const isKnown of [true, false]) {
      await inProcess(async (host) => {
        const holdings = isKnown ? held(1) : { suspended: { found: { [idOf(1)]: "" } } };
        const b = { stateVersion: 1, accountId: ACCOUNT, holdings, failures: [], __urn: urnOf("b") };
        const { inputs: ofB } = await host.read("b", b);
        await host.check(ofB ?? {}, { accountId: ACCOUNT, users: [idOf(1)], __urn: urnOf("b") });
        const { inputs } = await host.check(noting("a"), {
          accountId: ACCOUNT,
          users: [2, 3].map(idOf),
          __urn: urnOf("a"),
        });
        const { moved = [] } = await host.update("a", noting("a"), inputs);
        equal(Array.isArray(moved) && moved.length, isKnown ? 0 : 1);
      });
    }
  });

  for (const { does, licenses, at, says } of [
    {
      does: "lists",
      licenses: { [idOf(1)]: "Plus" },
      at: "Plus",
      says: /"a": UserLicenseAssignment "c" lists 1 user whom this resource has changed, and does not know what they had before/,
    },
    {
      does: "lets go",
      licenses: {},
      at: "Pro",
      says: /"a": leaves 1 user as is who moved to UserLicenseAssignment "b" in an earlier run/,
    },
  ]) {
    it(`is not lost in silence where a third assignment has changed the user since, and ${does} the user`, async () => {
      await withLicense("Plus", async (host, server) => {
        const urn = (name: string): string => urnOf(name).replace("SuspensionSet", "LicenseAssignment");
        const kept = (value: string, before: string) => ({ [value]: { [before]: { [idOf(1)]: "" } } });
        const moved = [{ to: "b", at: 1_000, holdings: kept("Pro", "Basic") }];
        const a = { ...noting("a"), __urn: urn("a"), holdings: {}, moved };
        const c = { ...noting("c"), __urn: urn("c"), holdings: kept("Plus", "Pro"), moved: [], letGoAt: 999 };
        const { props: ofC = {}, inputs: argsOfC } = await host.read("c", c);
        const { props: ofA = {} } = await host.read("a", a);
        const args = { accountId: ACCOUNT, licenses, __urn: urn("c") };
        const { inputs } = await host.check(argsOfC ?? {}, args);
        if ((await host.diff("c", ofC, inputs)).changes) await host.update("c", ofC, inputs);
        await host.delete("a", ofA);
        equal(server.user(ACCOUNT, idOf(1))?.LicenseType, at);
        match(told(host), says);
      });
    });
  }

  it("counts where the other assignment never had the user, who is looked at: a third one may have come to the user", async () => {
    await withLicense("Pro", async (host, server) => {
      const urn = (name: string): string => urnOf(name).replace("SuspensionSet", "LicenseAssignment");
      const kept = (value: string, before: string) => ({ [value]: { [before]: { [idOf(1)]: "" } } });
      const moved = [{ to: "b", at: 1_000, new: true, holdings: kept("Plus", "Basic") }];
      const a = { ...noting("a"), __urn: urn("a"), holdings: {}, moved };
      const b = { ...noting("b"), __urn: urn("b"), holdings: {}, moved: [], letGoAt: 2_000, madeAt: 2_000 };
      const c = { ...noting("c"), __urn: urn("c"), holdings: kept("Pro", "Plus"), moved: [] };
      await host.read("b", b);
      const { inputs: ofC } = await host.read("c", c);
      await host.check(ofC ?? {}, { accountId: ACCOUNT, licenses: {}, __urn: urn("c") });
      const { inputs } = await host.check(a, {
        accountId: ACCOUNT,
        licenses: { [idOf(1)]: "Plus" },
        __urn: urn("a"),
      });
      const { holdings } = await host.update("a", a, inputs);
      equal(server.user(ACCOUNT, idOf(1))?.LicenseType, "Plus");
      deepEqual(holdings, kept("Plus", "Basic"));
    });
  });

  it("counts where the other assignment never had the user, who is looked at where a refresh has seen the user otherwise", async () => {
    await withLicense("Pro", async (host, server) => {
      const urn = (name: string): string => urnOf(name).replace("SuspensionSet", "LicenseAssignment");
      const holdings = { Plus: { Basic: { [idOf(1)]: "" } } };
      const moved = [{ to: "b", at: 1_000, new: true, holdings }];
      const b = { ...noting("b"), __urn: urn("b"), holdings: {}, moved: [], letGoAt: 2_000, madeAt: 2_000 };
      await host.read("b", b);
      const { props: a = {} } = await host.read("a", { ...noting("a"), __urn: urn("a"), holdings: {}, moved });
      const { inputs } = await host.check(a, {
        accountId: ACCOUNT,
        licenses: { [idOf(1)]: "Plus" },
        __urn: urn("a"),
      });
      deepEqual((await host.update("a", a, inputs))["holdings"], holdings);
      equal(server.user(ACCOUNT, idOf(1))?.LicenseType, "Plus");
    });
  });

  it("counts where the other assignment is made in this run, and the user is looked at: that one may be replaced by hand", async () => {
    await withLicense("Pro", async (host, server) => {
      const urn = (name: string): string => urnOf(name).replace("SuspensionSet", "LicenseAssignment");
      const holdings = { Plus: { Basic: { [idOf(1)]: "" } } };
      const a = { ...noting("a"), __urn: urn("a"), holdings: {}, moved: [{ to: "b", at: 1_000, holdings }] };
      // The engine asks about the one that takes the place of another one as about a new one.
      await host.check({}, { accountId: ACCOUNT, licenses: {}, __urn: urn("b") });
      const args = { accountId: ACCOUNT, licenses: { [idOf(1)]: "Plus" }, __urn: urn("a") };
      const { inputs } = await host.check(a, args);
      deepEqual((await host.update("a", a, inputs))["holdings"], holdings);
      equal(server.user(ACCOUNT, idOf(1))?.LicenseType, "Plus");
    });
  });

  it("goes as the preview has said where the assignment that has the user is declared only before the write", async () => {
    await withLicense("Pro", async (host, server) => {
      server.setLicense(ACCOUNT, [idOf(2)], "Plus");
      const kept = (value: string, person: number) => ({ [value]: { Basic: { [idOf(person)]: "" } } });
      const urn = (name: string): string => urnOf(name).replace("SuspensionSet", "LicenseAssignment");
      const moved = [{ to: "b", at: 1_000, holdings: kept("Plus", 1) }];
      const a = { ...noting("a"), __urn: urn("a"), holdings: kept("Plus", 2), moved };
      const b = { ...noting("b"), __urn: urn("b"), holdings: kept("Pro", 1), moved: [], letGoAt: 999 };
      const { inputs: ofB } = await host.read("b", b);
      const args = { accountId: ACCOUNT, licenses: { [idOf(2)]: "Plus" }, __urn: urn("a") };
      const { inputs } = await host.check(a, args);
      equal((await host.diff("a", a, inputs)).changes, true);
      match(told(host), /"a": notes of users who have moved to another resource go out of its state/);
      await host.check(ofB ?? {}, { accountId: ACCOUNT, licenses: { [idOf(1)]: "Pro" }, __urn: urn("b") });
      deepEqual((await host.update("a", a, inputs))["moved"] ?? [], []);
      equal(server.user(ACCOUNT, idOf(1))?.LicenseType, "Pro");
    });
  });

  it("counts where the other set has another user, to whom the address was given since", async () => {
    await inProcess(async (host, chime) => {
      const byAddress = (person: number): Props => ({
        suspended: { active: { [ADDRESS]: idOf(person) } },
      });
      const b = { stateVersion: 1, accountId: ACCOUNT, onRemoval: "retain", failures: [], __urn: urnOf("b") };
      await host.delete("id", { ...b, holdings: byAddress(2) });
      await host.delete("id", noting("a", { holdings: {}, moved: [{ to: "b", at: 1_000, holdings: byAddress(1) }] }));
      deepEqual(chime.suspended(), [idOf(2)]);
    });
  });

  it("gives way to a later one of the set that had the user in between", async () => {
    await inProcess(async (host) => {
      const at = (name: string, more: Props): Props => noting(name, { holdings: {}, ...more });
      await host.read("b-id", at("b", { moved: [{ to: "c", at: 2_000, holdings: held(1) }], letGoAt: 2_000 }));
      await host.read("a-id", at("a", {}));
      const { inputs } = await host.check({}, { accountId: ACCOUNT, users: [idOf(1)], __urn: urnOf("c") });
      deepEqual((await host.create(inputs)).outs["holdings"], held(1));
    });
  });

  it("is about one of two sets of one name, in components of two types", async () => {
    await inProcess(async (host, chime) => {
      const within = (type: string): string =>
        `urn:pulumi:dev::people::${type}$pulumi-nodejs:dynamic/chime:UserSuspensionSet::leavers`;
      const listing = async (at: ProviderHost, olds: Props, type: string, person: number): Promise<Props> =>
        (await at.check(olds, { accountId: ACCOUNT, users: [idOf(person)], __urn: within(type) })).inputs;
      // The engine does not come to the one that gains the user: something that it waits for has failed.
      await listing(host, {}, "my:R", 1);
      const loser = { stateVersion: 1, accountId: ACCOUNT, holdings: held(1, 2), failures: [], __urn: within("my:Q") };
      const noted = await host.update("q", loser, await listing(host, loser, "my:Q", 2));
      const next = await startProviderHost("UserSuspensionSet", chime.environment);
      try {
        await next.read("q", { ...noted, __urn: within("my:Q") });
        const { outs } = await next.create(await listing(next, {}, "my:R", 1));
        deepEqual(outs["holdings"], held(1));
      } finally {
        await next.close();
      }
    });
  });

  it("counts where the other set was not in the stack then, and has let nobody go since it was made", async () => {
    for (const isNew of [true, false]) {
      await inProcess(async (host, chime) => {
        const b = { stateVersion: 1, accountId: ACCOUNT, holdings: held(2), failures: [], __urn: urnOf("b") };
        await host.read("b", { ...b, letGoAt: 2_000, madeAt: 2_000 });
        const moved = [{ to: "b", at: 1_000, ...(isNew ? { new: true } : {}), holdings: held(1) }];
        const a = noting("a", { holdings: {}, moved });
        const { inputs } = await host.check(a, { accountId: ACCOUNT, users: [], __urn: urnOf("a") });
        equal((await host.diff("a", a, inputs)).changes, true);
        await host.update("a", a, inputs);
        deepEqual(chime.suspended(), isNew ? [idOf(2)] : [1, 2].map(idOf));
        equal(/leaves 1 user as is/.test(told(host)), !isNew);
      });
    }
  });

  it("is dropped with a word, also where it turns out only with the write that nothing tells what has become of the user", async () => {
    await inProcess(async (host, chime) => {
      const moved = [{ to: "b", at: 1_000, holdings: held(1) }];
      const a = noting("a", { holdings: {}, moved });
      const { inputs } = await host.check(a, { accountId: ACCOUNT, users: [idOf(2)], __urn: urnOf("a") });
      equal((await host.diff("a", a, inputs)).changes, true);
      equal(/leaves 1 user as is/.test(told(host)), false);
      // The engine comes to the other one after the preview, and before the write.
      const b = { stateVersion: 1, accountId: ACCOUNT, holdings: {}, failures: [], __urn: urnOf("b") };
      const ofB = await host.check(b, { accountId: ACCOUNT, users: [], __urn: urnOf("b") });
      await host.diff("b", { ...b, letGoAt: 2_000, madeAt: 2_000 }, ofB.inputs);
      await host.update("a", a, inputs);
      equal(told(host).match(/leaves 1 user as is who moved to UserSuspensionSet "b"/g)?.length, 1);
      deepEqual(chime.suspended(), [1, 2].map(idOf));
    });
  });

  it("is told of where the other set has found the user so before the engine asked about the one that has the note", async () => {
    for (const wasLetIn of [false, true]) {
      await inProcess(async (host, chime) => {
        if (wasLetIn) chime.server.unsuspend(ACCOUNT, [idOf(1)]);
        const b = { stateVersion: 1, accountId: ACCOUNT, holdings: {}, failures: [], letGoAt: 500, __urn: urnOf("b") };
        const ofB = await host.check(b, { accountId: ACCOUNT, users: [idOf(1)], __urn: urnOf("b") });
        equal((await host.diff("b", b, ofB.inputs)).changes, true);
        await host.update("b", b, ofB.inputs);
        const a = noting("a");
        const ofA = await host.check(a, { accountId: ACCOUNT, users: [idOf(2)], __urn: urnOf("a") });
        equal((await host.diff("a", a, ofA.inputs)).changes, false);
        const isTold = /"a": UserSuspensionSet "b" lists 1 user whom this resource has changed, and does not know/;
        equal(isTold.test(told(host)), !wasLetIn, told(host));
      });
    }
  });

  it("is made by one of two sets that both lose the user in a run which does not come to the next", async () => {
    for (const knows of [
      [true, true],
      [true, false],
      [false, true],
    ]) {
      await inProcess(async (host) => {
        const found: Props = { suspended: { found: { [idOf(1)]: "" } } };
        const names = ["a", "b"];
        const states = names.map((name, i) => {
          const holdings = knows[i] ? held(1) : found;
          return { stateVersion: 1, accountId: ACCOUNT, holdings, failures: [], __urn: urnOf(name) };
        });
        const listing = async (olds: Props, name: string, users: readonly string[]): Promise<Props> =>
          (await host.check(olds, { accountId: ACCOUNT, users, __urn: urnOf(name) })).inputs;
        // The engine does not come to it: something that it waits for has failed.
        await listing({}, "c", [idOf(1)]);
        const inputs: Props[] = [];
        for (const [i, state] of states.entries()) {
          const declared = await listing(state, names[i] ?? "", []);
          await host.diff("id", state, declared);
          inputs.push(declared);
        }
        const noted: Props[] = [];
        for (const [i, state] of states.entries()) noted.push(await host.update("id", state, inputs[i] ?? {}));
        const holdings = noted
          .flatMap(({ moved }) => (Array.isArray(moved) ? moved : []))
          .map((one: Props) => one["holdings"]);
        deepEqual(holdings, [held(1)]);
      });
    }
  });
});
