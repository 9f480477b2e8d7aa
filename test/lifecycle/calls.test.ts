import { deepEqual, equal, ok } from "node:assert/strict";
import { licenseKind, suspensionKind } from "../../provider/lifecycle/kinds";
import type { Session } from "../../provider/lifecycle/session";
import type { Props } from "../../provider/lifecycle/state";
import { type Chime, withChime } from "../support/chime";
import { FRONTS, startHost } from "../support/fronts";
import { openInProcess } from "../support/inProcess";
import { check, create, diff, read, update } from "../support/operations";
import { ACCOUNT, emailOf, idOf, range } from "../support/people";

const KINDS = { set: suspensionKind, licenses: licenseKind } as const;

interface Resource {
  readonly kind: keyof typeof KINDS;
  readonly args: Props;
}

const set = (users: readonly string[], more: Props = {}): Resource => ({
  kind: "set",
  args: { accountId: ACCOUNT, users, ...more },
});
const licenses = (users: readonly string[], license = "Pro"): Resource => ({
  kind: "licenses",
  args: { accountId: ACCOUNT, licenses: Object.fromEntries(users.map((user) => [user, license])) },
});

/** Requests since the last look, by operation. */
function counts(chime: Chime): Readonly<Record<string, number>> {
  const found = chime.server.journal.counts();
  chime.server.journal.clear();
  return found as Record<string, number>;
}

/** One process of the provider, as the engine uses it for one operation on all resources of a program. */
async function inOneProcess<T>(chime: Chime, work: (session: Session) => Promise<T>): Promise<T> {
  const { session, close } = openInProcess(chime.environment);
  try {
    return await work(session);
  } finally {
    await close();
  }
}

async function createAll(session: Session, resources: readonly Resource[]): Promise<Props[]> {
  const checked = [];
  for (const { kind, args } of resources) {
    const { inputs, failures } = await check(KINDS[kind], session, {}, args);
    deepEqual(failures, []);
    checked.push({ kind, inputs });
  }
  return Promise.all(checked.map(async ({ kind, inputs }) => (await create(KINDS[kind], session, inputs)).outs));
}

const scene = { people: 10_000, suspended: range(9_000, 9_100) };

describe("the number of calls", () => {
  for (const [name, nameOf] of [
    ["ID", idOf],
    ["address", emailOf],
  ] as const) {
    it(`of a first run is the floor, for 2,000 of 10,000 users by ${name}, with one reading for two resources`, async () => {
      await withChime([scene], async (chime) => {
        const people = range(0, 2_000).map(nameOf);
        await inOneProcess(chime, (session) => createAll(session, [set(people), licenses(people)]));
        deepEqual(counts(chime), { GetAccount: 1, ListUsers: 50, BatchSuspendUser: 40, BatchUpdateUser: 100 });
      });
    });

    it(`of a change of 3 of 10,000 users by ${name} is one look at each`, async () => {
      await withChime([scene], async (chime) => {
        const before = range(0, 300).map(nameOf);
        const [outs = {}] = await inOneProcess(chime, (session) =>
          createAll(session, [set(before, { exclusive: false, maxChanges: "5%" })]),
        );
        counts(chime);
        await inOneProcess(chime, async (session) => {
          const args = { accountId: ACCOUNT, users: range(2, 301).map(nameOf), maxChanges: 5 };
          const { inputs } = await check(suspensionKind, session, { accountId: ACCOUNT }, args);
          equal((await diff(suspensionKind, session, outs, inputs)).changes, true);
          await update(suspensionKind, session, outs, inputs);
        });
        const seen = counts(chime);
        const looks = (seen["GetUser"] ?? 0) + (seen["ListUsers"] ?? 0);
        deepEqual(
          { ...seen, GetUser: 0, ListUsers: 0 },
          {
            GetAccount: 1,
            GetUser: 0,
            ListUsers: 0,
            BatchSuspendUser: 1,
            BatchUnsuspendUser: 1,
          },
        );
        equal(looks, 3);
      });
    });
  }

  it("of an exclusive set is all pages once, and of a run without a difference none", async () => {
    await withChime([scene], async (chime) => {
      const resource = set(range(0, 120).map(idOf), { exclusive: true });
      const [outs = {}] = await inOneProcess(chime, (session) => createAll(session, [resource]));
      deepEqual(counts(chime), { GetAccount: 1, ListUsers: 50, BatchSuspendUser: 3, BatchUnsuspendUser: 2 });
      await inOneProcess(chime, async (session) => {
        const { inputs } = await check(suspensionKind, session, { accountId: ACCOUNT }, resource.args);
        equal((await diff(suspensionKind, session, outs, inputs)).changes, false);
      });
      deepEqual(counts(chime), {});
    });
  });

  it("of a refresh of two resources is one reading, by pages or by users, whichever is less", async () => {
    await withChime([scene], async (chime) => {
      const resources = [
        set(range(0, 300).map(idOf)),
        licenses(range(100, 400).map(idOf)),
        set(range(500, 503).map(idOf)),
      ];
      const [many = {}, some = {}] = await inOneProcess(chime, (session) => createAll(session, resources.slice(0, 2)));
      const [few = {}] = await inOneProcess(chime, (session) =>
        createAll(session, [{ ...set(range(500, 503).map(idOf)), args: { ...resources[2]?.args, maxChanges: "5%" } }]),
      );
      counts(chime);
      await inOneProcess(chime, async (session) => {
        await Promise.all([read(suspensionKind, session, "a", many), read(licenseKind, session, "b", some)]);
      });
      deepEqual(counts(chime), { GetAccount: 1, ListUsers: 50 });
      await inOneProcess(chime, (session) => read(suspensionKind, session, "c", few));
      deepEqual(counts(chime), { GetAccount: 1, GetUser: 3 });
    });
  });

  it("of many resources that are asked about at once is one reading, in a preview, an update and a refresh", async () => {
    await withChime([scene], async (chime) => {
      const departments = range(0, 30).map((i) => licenses(range(0, 10).map((j) => emailOf(i * 333 + j * 33))));
      const pages = { GetAccount: 1, ListUsers: 50 };
      const checkAll = (session: Session) =>
        Promise.all(
          departments.map(async ({ kind, args }, i) => {
            const urn = `urn:pulumi:dev::people::pulumi-nodejs:dynamic/chime:UserLicenseAssignment::department-${i}`;
            const { inputs, failures } = await check(KINDS[kind], session, {}, { __urn: urn, ...args });
            deepEqual(failures, []);
            return inputs;
          }),
        );
      await inOneProcess(chime, checkAll);
      deepEqual(counts(chime), pages);
      const made = await inOneProcess(chime, async (session) => {
        const inputs = await checkAll(session);
        return Promise.all(inputs.map(async (one) => (await create(licenseKind, session, one)).outs));
      });
      deepEqual(counts(chime), { ...pages, BatchUpdateUser: 30 });
      await inOneProcess(chime, (session) =>
        Promise.all(made.map((outs, i) => read(licenseKind, session, `${i}`, outs))),
      );
      deepEqual(counts(chime), pages);
    });
  });

  for (const front of FRONTS) {
    it(`of many resources that are asked about one after the other is at most twice that of one reading, by the ${front} provider`, async () => {
      await withChime([{ people: 1_000 }], async (chime) => {
        const host = await startHost(front, "UserSuspensionSet", chime.environment, { name: "set-0" });
        try {
          for (const i of range(0, 20)) {
            host.goOnWith(`set-${i}`);
            const users = [emailOf(i * 50), emailOf(i * 50 + 25)];
            deepEqual((await host.previewCreate({ accountId: ACCOUNT, users })).refusals, []);
          }
        } finally {
          await host.close();
        }
        const { GetAccount, ...reads } = counts(chime);
        equal(GetAccount, 1);
        const sum = Object.values(reads).reduce((total, calls) => total + calls, 0);
        ok(sum <= 2 * 5, JSON.stringify(reads));
      });
    });
  }
});
