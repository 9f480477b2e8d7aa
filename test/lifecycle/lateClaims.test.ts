import { deepEqual, equal } from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { type Chime, withChime } from "../support/chime";
import { type DelayingProxy, withDelays } from "../support/delayingProxy";
import { type Front, type FrontHost, type Language, startHost } from "../support/fronts";
import { ACCOUNT, emailOf, idOf } from "../support/people";
import { ProgramFile } from "../support/programFile";
import { type Props, startEngineStub } from "../support/providerHost";

type KindName = "UserSuspensionSet" | "UserLicenseAssignment";

/** A run with a provider process for each of two resources, and one from before it: a resource `a` that keeps two users. */
interface Scene {
  readonly chime: Chime;
  readonly proxy: DelayingProxy;
  /** Has `a`, which lists nobody any more, updated. */
  release(): Promise<void>;
  /** The program declares `b` with the first of the users; the engine has it checked and gives back how it is created. */
  declare(): Promise<() => Promise<void>>;
  /** Has `b` deleted, in a later run. */
  remove(): Promise<void>;
}

const isWrite = (line: string): boolean => line.startsWith("POST");

/** `language`: YAML has no file in which it says beforehand whom its resources list. `nameOf`: by what name they list a user. */
async function withScene(
  {
    front,
    kind,
    language = "TypeScript",
    nameOf = idOf,
  }: { front: Front; kind: KindName; language?: Language; nameOf?: (person: number) => string },
  story: (scene: Scene) => Promise<void>,
): Promise<void> {
  const suspends = kind === "UserSuspensionSet";
  const urnOf = (name: string): string => {
    const type = front === "dynamic" ? `pulumi-nodejs:dynamic/chime:${kind}` : `chime:index:${kind}`;
    return `urn:pulumi:dev::people::${type}::${name}`;
  };
  const argsOf = (name: string, users: readonly string[]): Props => ({
    accountId: ACCOUNT,
    ...(suspends
      ? { users }
      : { licenses: Object.fromEntries(users.map((user) => [user, name === "a" ? "Pro" : "Plus"])) }),
    ...(front === "dynamic" ? { __urn: urnOf(name) } : {}),
  });
  await withChime([{ people: 10 }], async (chime) => {
    await withDelays(chime.environment, async (proxy, environment) => {
      const program = new ProgramFile();
      const said = language === "TypeScript" ? { __claims: program.path } : {};
      const run = await startEngineStub([]);
      const [before, one, two] = (await Promise.all([
        startHost(front, kind, environment, { language, name: "a" }),
        startHost(front, kind, environment, { language, name: "a", run }),
        startHost(front, kind, environment, { language, name: "b", run }),
      ])) as [FrontHost, FrontHost, FrontHost];
      try {
        const first = await before.check({}, argsOf("a", [1, 2].map(nameOf)));
        const a = await before.create(first.inputs);
        let b: Awaited<ReturnType<FrontHost["create"]>> | undefined;
        chime.lines();
        await story({
          chime,
          proxy,
          async release() {
            program.add({ resource: kind, urn: urnOf("a"), accountId: ACCOUNT, users: [] });
            const { inputs } = await one.check(first.inputs, { ...argsOf("a", []), ...said });
            equal((await one.diff(a.id, a.outs, inputs)).changes, true);
            await one.update(a.id, a.outs, inputs);
          },
          async declare() {
            program.add({ resource: kind, urn: urnOf("b"), accountId: ACCOUNT, users: [nameOf(1)] });
            const { inputs, failures } = await two.check({}, { ...argsOf("b", [nameOf(1)]), ...said });
            deepEqual(failures, []);
            return async () => {
              b = await two.create(inputs);
            };
          },
          async remove() {
            const later = await startHost(front, kind, environment, { language, name: "b" });
            try {
              if (b) await later.delete(b.id, b.outs);
            } finally {
              await later.close();
            }
          },
        });
      } finally {
        await Promise.all([before, one, two].map((host) => host.close()));
        program.remove();
      }
    });
  });
}

/** Has the other resource declared while a request that lets the user go is refused, and is about to be sent again. */
async function declareMeanwhile(
  { chime, proxy, release, declare }: Scene,
  operation: "BatchUnsuspendUser" | "BatchUpdateUser",
): ReturnType<Scene["declare"]> {
  chime.server.faults.next(operation, { status: 503 });
  const refusal = proxy.holdNext("answer", isWrite);
  const releasing = release();
  await refusal.isHeld;
  const create = await declare();
  refusal.release();
  await releasing;
  return create;
}

describe("a user whom a resource lets go while another provider's resource comes to list the user", function () {
  this.timeout(60_000);

  const released = { UserSuspensionSet: "BatchUnsuspendUser", UserLicenseAssignment: "BatchUpdateUser" } as const;
  const kept = (chime: Chime, kind: KindName): string[] =>
    kind === "UserSuspensionSet" ? chime.suspended() : [1, 2].map((i) => `${chime.licenseOf(idOf(i))}`);
  const stays = { UserSuspensionSet: [idOf(1)], UserLicenseAssignment: ["Pro", "Basic"] } as const;
  const declared = { UserSuspensionSet: [idOf(1)], UserLicenseAssignment: ["Plus", "Basic"] } as const;
  const restored = { UserSuspensionSet: [], UserLicenseAssignment: ["Basic", "Basic"] } as const;

  for (const of of [
    { front: "dynamic", kind: "UserSuspensionSet" },
    { front: "native", kind: "UserLicenseAssignment", language: "YAML" },
  ] as const) {
    const { front, kind } = of;
    it(`is left out when what failed is sent again: ${front} ${kind}`, async () => {
      await withScene(of, async (scene) => {
        const { chime, remove } = scene;
        const create = await declareMeanwhile(scene, released[kind]);
        deepEqual(kept(chime, kind), stays[kind]);
        await create();
        deepEqual(kept(chime, kind), declared[kind]);
        await remove();
        deepEqual(kept(chime, kind), restored[kind]);
      });
    });
  }

  it("is let go all the same where the other lists an address that the user had, and somebody else has now", async () => {
    await withScene(
      { front: "dynamic", kind: "UserSuspensionSet", nameOf: (person) => emailOf(person).toLowerCase() },
      async (scene) => {
        const { chime, remove } = scene;
        chime.server.changeUser(ACCOUNT, idOf(1), { PrimaryEmail: "married@example.com" });
        chime.server.changeUser(ACCOUNT, idOf(5), { PrimaryEmail: emailOf(1) });
        const create = await declareMeanwhile(scene, "BatchUnsuspendUser");
        deepEqual(chime.suspended(), []);
        await create();
        deepEqual(chime.suspended(), [idOf(5)]);
        await remove();
        deepEqual(chime.suspended(), []);
      },
    );
  });

  for (const of of [
    { front: "native", kind: "UserSuspensionSet" },
    { front: "dynamic", kind: "UserLicenseAssignment" },
  ] as const) {
    const { front, kind } = of;
    it(`is looked at once that has come to its end: ${front} ${kind}`, async () => {
      await withScene(of, async ({ chime, proxy, release, declare, remove }) => {
        chime.server.faults.next(released[kind], { status: 503 });
        let writes = 0;
        const again = proxy.holdNext("request", (line) => isWrite(line) && ++writes === 2);
        const releasing = release();
        await again.isHeld;
        const create = await declare();
        const creating = create();
        // Long enough for one that does not wait.
        await Promise.race([creating, wait(1_000)]);
        again.release();
        await Promise.all([releasing, creating]);
        deepEqual(kept(chime, kind), declared[kind]);
        await remove();
        deepEqual(kept(chime, kind), restored[kind]);
      });
    });
  }
});
