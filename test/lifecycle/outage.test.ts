import { deepEqual, equal, ok } from "node:assert/strict";
import { applyPlan } from "../../provider/apply/applyPlan";
import type { Outcome } from "../../provider/apply/outcome";
import { createClient } from "../../provider/chime/client";
import { type Clock, systemClock } from "../../provider/model/clock";
import type { Change } from "../../provider/plan/verdict";
import type { Fault } from "../../provider/testing";
import { type Chime, withChime } from "../support/chime";
import { ACCOUNT, idOf, range } from "../support/people";
import { change } from "../support/planning";

const suspend = (count: number): Change[] =>
  range(0, count).map((i) => change(idOf(i), { action: "suspend", to: "suspended", cause: { why: "listed" } }));

const failed = (outcomes: readonly Outcome[]): number => outcomes.filter(({ done }) => !done).length;

/** A clock on which a second takes 200 milliseconds. */
const QUICK = 5;
const quickClock: Clock = {
  now: () => systemClock.now(),
  monotonicMs: () => systemClock.monotonicMs() * QUICK,
  sleep: (ms, signal) => systemClock.sleep(ms / QUICK, signal),
};

/** The service fails for so many seconds once it has taken three requests. */
async function goAway(chime: Chime, fault: Fault, seconds: number): Promise<void> {
  while (chime.server.journal.entries.length < 3) await systemClock.sleep(1);
  chime.server.faults.always("BatchSuspendUser", fault);
  await quickClock.sleep(seconds * 1000);
  chime.server.faults.clear();
}

describe("a service that goes away in the middle of a large job", () => {
  for (const [name, fault] of [
    ["503", { status: 503 }],
    ["no connection", { connection: "reset" }],
  ] as const) {
    it(`for five seconds fails nobody: ${name}`, async () => {
      await withChime([{ people: 5_000 }], async (chime) => {
        const client = createClient({}, { ...process.env, ...chime.environment }, { clock: quickClock });
        const application = { client, accountId: ACCOUNT, team: false, clock: quickClock, patienceMs: 900_000 };
        const [outcomes] = await Promise.all([
          applyPlan({ ...application, changes: suspend(5_000) }),
          goAway(chime, fault, 5),
        ]);
        await client.close();
        equal(failed(outcomes), 0);
        equal(chime.suspended().length, 5_000);
        ok(
          chime.server.journal.entries.some(({ cause }) => cause === "fault"),
          "it was never away",
        );
      });
    });
  }
});

describe("a job that takes longer than its patience", () => {
  const settings = { maxConcurrency: 1, maxRequestsPerSecond: 10 };

  it("goes on while it moves", async () => {
    await withChime([{ people: 500 }], async (chime) => {
      const client = createClient(settings, { ...process.env, ...chime.environment });
      const parts = { client, accountId: ACCOUNT, team: false, clock: systemClock, patienceMs: 500 };
      const outcomes = await applyPlan({ ...parts, changes: suspend(500) });
      await client.close();
      equal(failed(outcomes), 0);
    });
  });

  it("goes on while others move, behind whom it waits", async () => {
    await withChime([{ people: 550 }], async (chime) => {
      const client = createClient(settings, { ...process.env, ...chime.environment });
      const parts = { client, accountId: ACCOUNT, team: false, clock: systemClock, patienceMs: 500 };
      const all = suspend(550);
      const results = await Promise.all([
        applyPlan({ ...parts, changes: all.slice(0, 500) }),
        applyPlan({ ...parts, changes: all.slice(500) }),
      ]);
      await client.close();
      deepEqual(results.map(failed), [0, 0]);
    });
  });

  it("ends once nothing moves", async () => {
    await withChime([{ people: 200 }], async (chime) => {
      chime.server.faults.always("BatchSuspendUser", { status: 429, retryAfter: 60 });
      const client = createClient({}, { ...process.env, ...chime.environment });
      const parts = { client, accountId: ACCOUNT, team: false, clock: systemClock, patienceMs: 300 };
      const outcomes = await applyPlan({ ...parts, changes: suspend(200) });
      await client.close();
      equal(failed(outcomes), 200);
    });
  });
});
