import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { adopt } from "../../provider/lifecycle/adopt";
import type { Kind } from "../../provider/lifecycle/kind";
import { licenseKind, suspensionKind } from "../../provider/lifecycle/kinds";
import type { Props } from "../../provider/lifecycle/state";
import { type Chime, withChime } from "../support/chime";
import { type InProcess, inputsOf, openInProcess } from "../support/inProcess";
import { adopted, check, create, diff, read } from "../support/operations";
import { ACCOUNT, emailOf, idOf, range, TEAM } from "../support/people";

const scenes = [
  { people: 30, suspended: range(0, 5), pro: range(3, 20) },
  { id: TEAM, type: "Team" as const, people: 30, pro: range(3, 20) },
];

/** Runs a story in a process of the provider that has read the accounts already. */
async function inOneProcess<T>(chime: Chime, story: (parts: InProcess) => Promise<T>): Promise<T> {
  const parts = openInProcess(chime.environment);
  try {
    for (const id of [ACCOUNT, TEAM]) await (await parts.session.reader(id)).read({ keys: [], whole: true });
    return await story(parts);
  } finally {
    await parts.close();
  }
}

const licensesOf = (nameOf: (i: number) => string): Props =>
  Object.fromEntries(range(0, 20).map((i) => [nameOf(i), i < 3 ? "Basic" : "Pro"]));

describe("adopting what is there", () => {
  const CASES: readonly { name: string; kind: Kind; args: Props }[] = [
    { name: "a set by address", kind: suspensionKind, args: { accountId: ACCOUNT, users: range(0, 5).map(emailOf) } },
    { name: "a set by ID", kind: suspensionKind, args: { accountId: ACCOUNT, users: range(0, 5).map(idOf) } },
    {
      name: "licenses, with arguments of their own",
      kind: licenseKind,
      args: { accountId: ACCOUNT, licenses: licensesOf(emailOf), onRemoval: "retain", maxChanges: "5%" },
    },
    {
      name: "licenses of a Team account, by ID",
      kind: licenseKind,
      args: { accountId: TEAM, licenses: licensesOf(idOf) },
    },
  ];
  for (const { name, kind, args } of CASES) {
    it(`makes the inputs and the state of ${name} as create does, without a call`, async () => {
      await withChime(scenes, async (chime) => {
        const created = await inOneProcess(chime, async ({ session }) => {
          const { inputs } = await check(kind, session, {}, args);
          return { inputs, outs: (await create(kind, session, inputs)).outs };
        });
        const { id, inputs, outs } = await inOneProcess(chime, async ({ session }) => {
          chime.lines();
          return adopted(kind, session, args);
        });
        const { letGoAt, madeAt: _madeAt, ...kept } = outs;
        const { letGoAt: ofCreate, madeAt, ...keptByCreate } = created.outs;
        deepEqual(
          [typeof letGoAt, typeof madeAt, madeAt],
          ["number", "number", ofCreate],
          "each has the time at which it was made",
        );
        deepEqual([chime.lines(), inputs, kept], [[], created.inputs, keptByCreate]);
        match(id, new RegExp(`^${args["accountId"]}:[0-9a-f]{8}$`));
      });
    });
  }

  it("refuses who is not as declared, and writes nothing", async () => {
    await withChime(scenes, async (chime) => {
      await inOneProcess(chime, async ({ session }) => {
        const users = range(4, 8).map(emailOf);
        await rejects(adopt(suspensionKind, session, { accountId: ACCOUNT, users }), {
          code: "CHIME_USERS_GUARD",
          message:
            "UserSuspensionSet: refused, nothing was changed. users: 3 users not as declared: person.5@example.com, person.6@example.com, person.7@example.com.",
        });
        await rejects(adopt(suspensionKind, session, { accountId: ACCOUNT, users: ["a/b"] }), {
          code: "CHIME_USERS_INPUT",
        });
        await rejects(
          adopt(licenseKind, session, { accountId: "nope", licenses: { a: "Pro" } }),
          /nope does not exist/,
        );
      });
      deepEqual(chime.writes(), []);
    });
  });

  it("passes on why the account could not be read", async () => {
    await withChime(scenes, async (chime) => {
      const { session, close } = openInProcess(chime.environment);
      chime.server.faults.always("*", { status: 403 });
      await rejects(adopt(suspensionKind, session, { accountId: ACCOUNT, users: [idOf(0)] }), {
        code: "CHIME_USERS_API",
      });
      await close();
    });
  });
});

describe("the first refresh of what was adopted", () => {
  it("plans nothing, though the state does not say which resource of the program it is", async () => {
    await withChime(scenes, async (chime) => {
      const args = { accountId: ACCOUNT, users: range(0, 5).map(emailOf) };
      const { id, outs } = await inOneProcess(chime, ({ session }) => adopted(suspensionKind, session, args));
      chime.server.unsuspend(ACCOUNT, [idOf(2)]);
      const guarded = { ...args, maxChanges: 0, __urn: "urn:pulumi:dev::people::t::leavers" };
      const inputs = inputsOf(suspensionKind, guarded);
      await inOneProcess(chime, async ({ session, said }) => {
        const seen = await read(suspensionKind, session, id, outs);
        equal((await diff(suspensionKind, session, seen.outs ?? {}, inputs, id)).changes, true);
        deepEqual(said, []);
        // What comes next is the program's own, which the guard is there for.
        await check(suspensionKind, session, inputs, guarded);
        await rejects(diff(suspensionKind, session, seen.outs ?? {}, inputs, id), { code: "CHIME_USERS_GUARD" });
      });
    });
  });

  it("is over once the program is asked about, also where no difference was asked for", async () => {
    await withChime(scenes, async (chime) => {
      const args = { accountId: ACCOUNT, users: range(0, 5).map(emailOf) };
      const { id, outs } = await inOneProcess(chime, ({ session }) => adopted(suspensionKind, session, args));
      const fewer = {
        ...args,
        users: range(0, 6).map(emailOf),
        maxChanges: 0,
        __urn: "urn:pulumi:dev::people::t::leavers",
      };
      await inOneProcess(chime, async ({ session }) => {
        const seen = await read(suspensionKind, session, id, outs);
        const { inputs } = await check(suspensionKind, session, seen.inputs ?? {}, fewer);
        await rejects(diff(suspensionKind, session, seen.outs ?? {}, inputs, id), { code: "CHIME_USERS_GUARD" });
      });
    });
  });
});
