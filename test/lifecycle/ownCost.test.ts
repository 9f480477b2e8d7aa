import { deepEqual, equal, ok } from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Kind } from "../../provider/lifecycle/kind";
import { licenseKind, suspensionKind } from "../../provider/lifecycle/kinds";
import type { User } from "../../provider/model/user";
import { ABSENT, found } from "../../provider/model/userReading";
import { changesOf } from "../../provider/plan/plan";
import type { PlanRequest } from "../../provider/plan/planRequest";
import { withChime } from "../support/chime";
import { countWork } from "../support/countWork";
import { openInProcess } from "../support/inProcess";
import { check, create } from "../support/operations";
import { ACCOUNT, emailOf, range } from "../support/people";
import { planScene, user } from "../support/planning";

const PEOPLE = 2_000;
/** Those whose addresses have 23 characters. */
const LISTED = range(1_000, 1_000 + PEOPLE);

/** What a state may take for each user, inputs and outputs together, whose address has 23 characters and whose ID 36. */
const MOST_BYTES = 120;

/** The same where each entry has two days: these take 22 characters. */
const MOST_BYTES_TIMED = 130;

/** How many times those entries have among them. */
const TIMES = 50;

function timeOf(i: number): { readonly from: string; readonly until: string } {
  return { from: `20${10 + (i % 5)}-01-01`, until: `20${50 + (i % TIMES)}-01-01` };
}

/** All values in props, however deep: what Pulumi's connection and its engine take their time by. */
function countValues(props: unknown): number {
  if (typeof props !== "object" || props === null) return 1;
  return Object.values(props).reduce((sum: number, value) => sum + countValues(value), 1);
}

/** What the state of a resource takes that has just been made, inputs and outputs together. */
async function storedOf(kind: Kind, listing: object): Promise<{ readonly bytes: number; readonly values: number }> {
  let stored = { bytes: 0, values: 0 };
  await withChime([{ people: 1_000 + PEOPLE }], async (chime) => {
    const { session, close } = openInProcess(chime.environment);
    const { inputs, failures } = await check(kind, session, {}, { accountId: ACCOUNT, ...listing });
    deepEqual(failures, []);
    const { outs } = await create(kind, session, inputs);
    await close();
    const bytes = JSON.stringify(inputs).length + JSON.stringify(outs).length;
    stored = { bytes: bytes / PEOPLE, values: countValues(inputs) + countValues(outs) };
  });
  return stored;
}

/** What comparing and previewing a change of everybody may allocate for each user, in bytes. */
const MOST_ALLOCATED = 6_500;

/** What a fresh process has loaded once `program` has run with `open` of the provider's front: packages, and how many files of ours. */
async function loadedBy(program: string): Promise<{ readonly packages: string[]; readonly ours: number }> {
  const script = `
    const { open } = require(${JSON.stringify(join(__dirname, "..", "..", "dist", "runtime", "v1.js"))});
    const provider = open("UserSuspensionSet");
    (async () => {
      await provider.configure({ config: { get: () => undefined } });
      ${program}
      const packages = Object.keys(require.cache).map((file) => /node_modules[\\\\/]((?:@[^\\\\/]+[\\\\/])?[^\\\\/]+)/.exec(file)?.[1]);
      const named = packages.filter((name) => name !== undefined);
      console.log(JSON.stringify({ packages: [...new Set(named)].sort(), ours: packages.length - named.length }));
    })();`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script]);
  return JSON.parse(stdout);
}

/** An unchanged resource as the engine goes through it. */
const UNCHANGED = `
  const args = { accountId: "a-1", users: ["jane@example.com"] };
  const inputs = { accountId: "a-1", users: { "jane@example.com": "suspended" } };
  const outs = { __provider: "the program's own", accountId: "a-1", stateVersion: 1, holdings: { suspended: { active: { "jane@example.com": "u-1" } } }, failures: [] };
  const checked = await provider.check(inputs, args);
  if (checked.failures.length > 0) throw new Error(JSON.stringify(checked.failures));
  if ((await provider.diff("id", outs, checked.inputs)).changes) throw new Error("it has changes");`;

/** Runs an operation in a process that has much in use already, and waits for V8 to be told to collect what is left of it. */
const CROWDED = `
  const { constants, PerformanceObserver } = require("node:perf_hooks");
  const inUse = new Array(25_000_000).fill(0.5);
  const told = new Promise((resolve) => {
    const isTold = ({ detail }) => (detail.flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED) !== 0;
    new PerformanceObserver((list) => list.getEntries().some(isTold) && resolve()).observe({ entryTypes: ["gc"] });
  });
  await provider.check({}, { accountId: "a-1", users: [] });
  const waiting = setInterval(() => undefined, 1_000);
  await told;
  clearInterval(waiting);
  if (inUse.length === 0) throw new Error("it was not in use");`;

/** A plan for everybody of an account, with a count of how often the planner looks at something of a user. */
function countLooks(users: number): number {
  const account = new Map(range(0, users).map((i): [string, User] => [`${i}@example.com`, user(String(i))]));
  let looks = 0;
  const more: Partial<PlanRequest> = {
    desired: new Map([...account.keys()].map((key) => [key, "suspended"])),
    holdings: new Map([...account].map(([key, { userId }]) => [key, { userId, value: "active" }])),
    toRead: new Set(account.keys()),
    observe(key) {
      looks += 1;
      const one = account.get(key);
      return one ? found(one) : ABSENT;
    },
    everyone: {
      *[Symbol.iterator]() {
        for (const one of account.values()) {
          looks += 1;
          yield one;
        }
      },
    },
    exclusive: true,
    claimantOf() {
      looks += 1;
      return undefined;
    },
  };
  equal(changesOf(planScene({ more })).length, users);
  return looks;
}

describe("the package's own cost", () => {
  for (const [kind, listing] of [
    [suspensionKind, { users: LISTED.map(emailOf) }],
    [licenseKind, { licenses: Object.fromEntries(LISTED.map((i) => [emailOf(i), "Pro"])) }],
  ] as const) {
    it(`in state is at most ${MOST_BYTES} bytes a user: ${kind.resource}`, async () => {
      const { bytes } = await storedOf(kind, listing);
      ok(bytes <= MOST_BYTES, `${bytes} bytes a user`);
    });
  }

  for (const [kind, listing] of [
    [suspensionKind, { users: LISTED.map((i) => ({ user: emailOf(i), ...timeOf(i) })) }],
    [licenseKind, { licenses: Object.fromEntries(LISTED.map((i) => [emailOf(i), { license: "Pro", ...timeOf(i) }])) }],
  ] as const) {
    it(`in state is at most ${MOST_BYTES_TIMED} bytes a user where entries have a time, and one value each in inputs and outputs: ${kind.resource}`, async () => {
      const { bytes, values } = await storedOf(kind, listing);
      ok(bytes <= MOST_BYTES_TIMED, `${bytes} bytes a user`);
      // As many as without times, and each time once.
      ok(values <= 2 * PEOPLE + TIMES + 30, `${values} values`);
    });
  }

  it("in looks grows with the number of users and no faster", () => {
    const [few, many] = [countLooks(500), countLooks(5_000)];
    equal(many, 10 * few);
    equal(few, 2 * 500);
  });

  for (const { resource } of [suspensionKind, licenseKind]) {
    it(`in work grows with the number of users and hardly faster, from create to delete: ${resource}`, async () => {
      const script = join(__dirname, "liveThrough.ts");
      const [few, many] = await Promise.all(["300", "3000"].map((people) => countWork(script, resource, people)));
      // Sorting takes a little more than ten times as much.
      ok((many ?? 0) <= 11 * (few ?? 0), `${few} pieces of work for 300 users, ${many} for ten times as many`);
      ok((few ?? 0) > 300 * 10, `${few} pieces of work are too few to have been counted`);
    });
  }

  it(`in memory is at most ${MOST_ALLOCATED} bytes a user, garbage included, where everybody is to be changed`, async () => {
    const space = ["--min-semi-space-size=512", "--max-semi-space-size=512"];
    const script = [...space, "--import", "tsx", join(__dirname, "compareAll.ts"), String(PEOPLE)];
    const { stdout } = await promisify(execFile)(process.execPath, script);
    const bytes = Number(stdout) / PEOPLE;
    ok(bytes <= MOST_ALLOCATED, `${bytes} bytes a user`);
    ok(bytes > 1_000, `${bytes} bytes a user are too few to have been counted`);
  });

  it("in memory: what an operation of a large job leaves behind is taken away while the engine works on the answer", async () => {
    equal((await loadedBy(CROWDED)).ours, 1);
  });

  it("in modules: an unchanged resource loads one file of ours, and neither the network nor credentials", async () => {
    deepEqual(await loadedBy(UNCHANGED), { packages: ["valibot"], ours: 1 });
  });

  it("in modules: loading the provider's front loads one file, and no package but the one that checks arguments", async () => {
    deepEqual(await loadedBy(""), { packages: ["valibot"], ours: 1 });
  });
});
