import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { withChime } from "../support/chime";
import { FRONTS, type Front, type FrontHost, startHost } from "../support/fronts";
import { ACCOUNT, emailOf, idOf, TEAM } from "../support/people";
import { ProgramFile } from "../support/programFile";
import { type Props, startEngineStub, startProviderHost } from "../support/providerHost";

type KindName = "UserSuspensionSet" | "UserLicenseAssignment";

const SUSPENDED = { UserSuspensionSet: "suspended", UserLicenseAssignment: "Pro" } as const;
const BEFORE = { UserSuspensionSet: "active", UserLicenseAssignment: "Basic" } as const;

/** Who has the license of `SUSPENDED`. */
const PRO = Array.from({ length: 55 }, (_, i) => i + 1);

/** A run of the engine with a provider process for each of two resources; what each was before is given. */
interface Scene {
  readonly one: FrontHost;
  readonly two: FrontHost;
  /** The state of a resource that keeps users, whom it changed itself, or found as they are. */
  stateOf(name: string, keeps: Readonly<Record<"changed" | "found", readonly number[]>>): Props;
  /** The program declares a resource; the engine has it checked by its process. */
  declare(host: FrontHost, name: string, users: readonly string[], olds?: Props): Promise<Props>;
  /** The program declares a set of a Team account, and the engine has not come to it. */
  announceOnTeam(name: string, users: readonly string[]): void;
  /** The engine has a set of a Team account checked. */
  checkOnTeam(host: FrontHost, name: string, users: readonly string[]): Promise<void>;
  /** What was warned of. */
  warnings(): string[];
}

async function withScene(
  front: Front,
  kind: KindName,
  story: (scene: Scene) => Promise<void>,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const type = front === "dynamic" ? `pulumi-nodejs:dynamic/chime:${kind}` : `chime:index:${kind}`;
  const urnOf = (name: string): string => `urn:pulumi:dev::people::${type}::${name}`;
  const urnArg = (name: string): Props => (front === "dynamic" ? { __urn: urnOf(name) } : {});
  const license = SUSPENDED[kind];
  const accounts = [
    { people: 60, suspended: [1, 2, 3], pro: PRO },
    { id: TEAM, type: "Team" as const, people: 5 },
  ];
  await withChime(accounts, async (chime) => {
    const environment = { ...chime.environment, ...more };
    const program = new ProgramFile();
    const run = await startEngineStub([]);
    const [one, two] = await Promise.all([
      startHost(front, kind, environment, { name: "a", run }),
      startHost(front, kind, environment, { name: "b", run }),
    ]);
    const group = (people: readonly number[]): Props => Object.fromEntries(people.map((i) => [idOf(i), ""]));
    try {
      await story({
        one,
        two,
        stateOf: (name, { changed, found }) => ({
          stateVersion: 1,
          accountId: ACCOUNT,
          holdings: { [license]: { [BEFORE[kind]]: group(changed), found: group(found) } },
          failures: [],
          ...urnArg(name),
        }),
        async declare(host, name, users, olds = {}) {
          const listed = users.map((user) => user.toLowerCase());
          program.add({ resource: kind, urn: urnOf(name), accountId: ACCOUNT, users: listed });
          const listing =
            kind === "UserSuspensionSet"
              ? { users }
              : { licenses: Object.fromEntries(users.map((user) => [user, license])) };
          const args = { accountId: ACCOUNT, ...listing, ...urnArg(name), __claims: program.path };
          const { inputs, failures } = await host.check(olds, args);
          deepEqual(failures, []);
          return inputs;
        },
        announceOnTeam(name, users) {
          program.add({ resource: kind, urn: urnOf(name), accountId: TEAM, users });
        },
        async checkOnTeam(host, name, users) {
          const more = { teamAccount: "disassociate", ...urnArg(name), __claims: program.path };
          const { refusals } = await host.previewCreate({ accountId: TEAM, users, ...more });
          deepEqual(refusals, []);
        },
        warnings: () => run.said.filter(({ severity }) => severity === "WARNING").map(({ text }) => text),
      });
    } finally {
      await Promise.all([one, two].map((host) => host.close()));
      program.remove();
    }
  });
}

const OLD: Props = { accountId: ACCOUNT };

for (const front of FRONTS) {
  describe(`what users had before, where the resource that lists them now does not know it, by the ${front} provider`, function () {
    this.timeout(60_000);

    it("is said to be lost of whom that one has found so, and of nobody whom it has taken over", async () => {
      await withScene(front, "UserSuspensionSet", async ({ one, two, stateOf, declare, warnings }) => {
        const [a, b] = [stateOf("a", { changed: [1, 2], found: [3] }), stateOf("b", { changed: [1], found: [2, 3] })];
        const losing = await declare(one, "a", [], OLD);
        const keeping = await declare(two, "b", [1, 2, 3].map(idOf), OLD);
        equal((await two.diff("b", b, keeping)).changes, false);
        equal((await one.diff("a", a, losing)).changes, true);
        await one.update("a", a, losing);
        deepEqual(warnings(), [
          `UserSuspensionSet "a": UserSuspensionSet "b" lists 1 user whom this resource has changed, and does not know what they had before: under onRemoval "restore" it will leave them as it found them. Set its onRemoval to what is to become of them. They are: ${idOf(2)}`,
        ]);
      });
    });

    it("is not said to be lost of whom others have changed since, as a refresh has seen", async () => {
      await withScene(front, "UserSuspensionSet", async ({ one, two, stateOf, declare, warnings }) => {
        const a = { ...stateOf("a", { changed: [1, 2], found: [] }), drifted: { [idOf(2)]: "active" } };
        const losing = await declare(one, "a", [], OLD);
        const keeping = await declare(two, "b", [1, 2].map(idOf), OLD);
        await two.diff("b", stateOf("b", { changed: [1], found: [2] }), keeping);
        await one.diff("a", a, losing);
        await one.update("a", a, losing);
        deepEqual(warnings(), []);
      });
    });

    it("is not said to be lost of whom a resource knows that has taken the place of one which is deleted only now", async () => {
      for (const [deletes, also] of [
        ["one", []],
        ["two", [4]],
      ] as const) {
        await withScene(front, "UserSuspensionSet", async ({ one, two, stateOf, declare, warnings }) => {
          const state = stateOf("a", { changed: [1], found: [2] });
          const declared = await declare(one, "a", [1, 2, ...also].map(idOf), OLD);
          equal((await one.diff("a", state, declared)).changes, also.length > 0);
          if (also.length > 0) await one.update("a", state, declared);
          two.goOnWith("a");
          await { one, two }[deletes].delete("a", stateOf("a", { changed: [1, 2], found: [3] }));
          equal(warnings().length, 1);
          match(warnings()[0] ?? "", new RegExp(`lists 1 user whom this resource has changed.* They are: ${idOf(2)}$`));
        });
      }
    });

    it("names them by whatever name they are listed, tells their licenses, and what would have kept that", async () => {
      await withScene(front, "UserLicenseAssignment", async ({ one, two, stateOf, declare, warnings }) => {
        const made = await declare(two, "b", [emailOf(1), idOf(2)]);
        await two.create(made);
        await one.delete("a", stateOf("a", { changed: [1, 2], found: [3] }));
        const [said = "", ...more] = warnings();
        deepEqual(more, []);
        match(said, /UserLicenseAssignment "b" lists 2 users whom this resource has changed, and does not know/);
        match(said, /A run with --refresh, .* would have kept that; where a resource is renamed, aliases do, too\./);
        doesNotMatch(said, /--target/);
        const names = [1, 2].map((i) => `${idOf(i)} (license Basic before)`);
        equal(said.endsWith(`They are: ${names.join(", ")}`), true, said);
      });
    });
  });
}

/** What is said of the names of 55 users whose licenses before are lost. */
async function saidOf55(front: Front, environment: Readonly<Record<string, string>>): Promise<string> {
  let said: string | undefined;
  const story = async ({ one, two, stateOf, declare, warnings }: Scene): Promise<void> => {
    await two.create(await declare(two, "b", PRO.map(idOf)));
    await one.delete("a", stateOf("a", { changed: PRO, found: [] }));
    [, said] = warnings().join("\n").split("aliases do, too. ");
  };
  await withScene(front, "UserLicenseAssignment", story, environment);
  return said ?? "";
}

describe("the names of users whose license before is lost", function () {
  this.timeout(60_000);
  const everybody = "The state of this resource from before this run names everybody, with what they had.";

  it("are as many as those of users who change in a plan, and it is said where the others are", async () => {
    const names = PRO.slice(0, 50).map((i) => `${idOf(i)} (license Basic before)`);
    equal(await saidOf55("native", {}), `They are: ${names.join(", ")} and 5 more. ${everybody}`);
  });

  it("are as many as CHIME_USERS_MAX_NAMES says", async () => {
    const all = await saidOf55("dynamic", { CHIME_USERS_MAX_NAMES: "all" });
    equal(all.endsWith(`, ${idOf(55)} (license Basic before)`), true, all);
    equal(await saidOf55("dynamic", { CHIME_USERS_MAX_NAMES: "0" }), everybody);
  });
});

for (const front of FRONTS) {
  describe(`a listed user whom a Team account does not have, and whom another set may have removed, by the ${front} provider`, function () {
    this.timeout(60_000);

    it("is told in words that are true of a preview, and of an up that has none", async () => {
      await withScene(front, "UserSuspensionSet", async ({ two, announceOnTeam, checkOnTeam, warnings }) => {
        announceOnTeam("a", []);
        announceOnTeam("b", [idOf(9)]);
        await checkOnTeam(two, "b", [idOf(9)]);
        deepEqual(warnings(), [
          `UserSuspensionSet "b": 1 listed user not in the account: ${idOf(9)}. Another set of the program may have removed them from it, which pulumi up finds out, and checks, before it changes anything; with --refresh a preview knows it, too`,
        ]);
      });
    });
  });
}

describe("what a user had before two assignments, the first of which is deleted last", () => {
  it("is said to be lost, where the third one has learned of the second alone", async () => {
    await withChime([{ people: 5 }], async ({ environment, server }) => {
      const host = await startProviderHost("UserLicenseAssignment", environment);
      try {
        server.setLicense(ACCOUNT, [idOf(1)], "Plus");
        const stateOf = (name: string, value: string, before: string): Props => ({
          stateVersion: 1,
          accountId: ACCOUNT,
          holdings: { [value]: { [before]: { [idOf(1)]: "" } } },
          failures: [],
          __urn: `urn:pulumi:dev::people::pulumi-nodejs:dynamic/chime:UserLicenseAssignment::${name}`,
        });
        const first = stateOf("first", "Pro", "Basic");
        const second = stateOf("second", "Plus", "Pro");
        const declared = async (olds: Props, licenses: Props, urn: unknown): Promise<Props> =>
          (await host.check(olds, { accountId: ACCOUNT, licenses, __urn: urn })).inputs;
        const ofSecond = await declared(second, {}, second["__urn"]);
        await host.diff("second", second, ofSecond);
        await host.create(await declared({}, { [idOf(1)]: "Plus" }, stateOf("third", "", "")["__urn"]));
        await host.update("second", second, ofSecond);
        await host.delete("first", first);
        const lost = /"first": UserLicenseAssignment "third" lists 1 user .* does not know what they had before/;
        match(host.said.map(({ text }) => text).join("\n"), lost);
      } finally {
        await host.close();
      }
    });
  });
});
