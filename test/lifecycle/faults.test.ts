import { deepEqual, equal, match } from "node:assert/strict";
import { licenseKind, suspensionKind } from "../../provider/lifecycle/kinds";
import type { ResourceName } from "../../provider/model/resourceName";
import { readFailures, type UserFailure } from "../../provider/model/userFailure";
import { type Chime, withChime } from "../support/chime";
import { FRONTS, type Front, type FrontHost, startHost, usersSeen } from "../support/fronts";
import { inputsOf, openInProcess } from "../support/inProcess";
import { check, create } from "../support/operations";
import { ACCOUNT, emailOf, idOf, range } from "../support/people";
import { until } from "../support/processes";
import type { Props } from "../support/providerHost";

/** Two attempts of a call take a moment, five take seconds. */
const TWO_ATTEMPTS = { AWS_MAX_ATTEMPTS: "2" };

/** Does something in a provider process of its own, as the engine has one for each run. */
async function inOneRun<T>(
  { front, resource, chime }: { readonly front: Front; readonly resource: ResourceName; readonly chime: Chime },
  work: (host: FrontHost) => Promise<T>,
  more: Readonly<Record<string, string>> = {},
): Promise<T> {
  const host = await startHost(front, resource, { ...chime.environment, ...more });
  try {
    return await work(host);
  } finally {
    await host.close();
  }
}

/** Creates a set of these people and returns what the state holds then. */
function createSet(
  front: Front,
  chime: Chime,
  people: readonly number[],
): Promise<{ outs: Props; failures: UserFailure[] }> {
  return inOneRun({ front, resource: "UserSuspensionSet", chime }, async (host) => {
    const { inputs, failures } = await host.check({}, { accountId: ACCOUNT, users: people.map(idOf) });
    deepEqual(failures, []);
    chime.lines();
    const { outs } = await host.create(inputs);
    return { outs, failures: readFailures(outs["failures"], outs["failureCauses"]) };
  });
}

for (const front of FRONTS) {
  describe(`when the service fails, the ${front} provider`, () => {
    it("users with a passing fault are tried again together, until they are done", async () => {
      await withChime([{ people: 130 }], async (chime) => {
        for (const i of [3, 60, 110]) chime.server.faults.user(idOf(i), { code: "Throttled", times: 2 });
        const { failures } = await createSet(front, chime, range(0, 120));
        deepEqual(failures, []);
        equal(chime.suspended().length, 120);
        deepEqual(chime.writes(), [
          "POST BatchSuspendUser 20 users -> 200",
          "POST BatchSuspendUser 3 users -> 200",
          "POST BatchSuspendUser 3 users -> 200",
          "POST BatchSuspendUser 50 users -> 200",
          "POST BatchSuspendUser 50 users -> 200",
        ]);
      });
    });

    it("a batch that is refused for one member is narrowed down to that member", async () => {
      await withChime([{ people: 60 }], async (chime) => {
        chime.server.faults.user(idOf(17), { code: "BadRequest", status: 400, message: "bad member" });
        const { failures } = await createSet(front, chime, range(0, 50));
        deepEqual(
          failures.map(({ user, code }) => [user, code]),
          [[idOf(17), "BadRequest"]],
        );
        equal(chime.suspended().length, 49);
        equal(chime.writes().length <= 1 + 2 * Math.log2(50) + 2, true);
      });
    });

    it("requests that are throttled, lost, cut off or garbled are sent again", async () => {
      for (const fault of [
        { status: 429, name: "ThrottledClientException" },
        { status: 503 },
        { connection: "drop" },
        { connection: "truncate" },
        { connection: "malformed", applied: true },
      ] as const) {
        await withChime([{ people: 60 }], async (chime) => {
          chime.server.faults.next("BatchSuspendUser", fault, 2);
          const { failures } = await createSet(front, chime, range(0, 50));
          deepEqual(failures, [], JSON.stringify(fault));
          equal(chime.suspended().length, 50);
          equal(chime.writes().length, 3);
        });
      }
    });

    for (const [resource, listing, operation] of [
      ["UserSuspensionSet", { users: [idOf(1), idOf(2)] }, "BatchSuspendUser"],
      ["UserLicenseAssignment", { licenses: { [idOf(1)]: "Pro", [idOf(2)]: "Pro" } }, "BatchUpdateUser"],
    ] as const) {
      for (const refreshed of [false, true]) {
        const how = `${resource}${refreshed ? ", with a refresh in between" : ""}`;
        it(`a write whose answers were all lost is taken back like any other: ${how}`, async () => {
          await withChime([{ people: 5 }], async (chime) => {
            const before = chime.server.account(ACCOUNT);
            const outs = await inOneRun(
              { front, resource, chime },
              async (host) => {
                const args = { accountId: ACCOUNT, ...listing };
                const { inputs } = await host.check({}, args);
                chime.server.faults.next(operation, { status: 504, applied: true }, 2);
                const { id, outs } = await host.create(inputs);
                equal(readFailures(outs["failures"], outs["failureCauses"]).length, 2);
                const seen = refreshed ? (await host.read(id, outs)).props : outs;
                const again = await host.update(id, seen, (await host.check(inputs, args)).inputs);
                deepEqual(again["failures"], []);
                equal(host.said.filter(({ text }) => text.includes("first looked at")).length, 0);
                return again;
              },
              TWO_ATTEMPTS,
            );
            await inOneRun({ front, resource, chime }, (host) => host.delete("id", outs));
            deepEqual(chime.server.account(ACCOUNT), before);
          });
        });
      }

      it(`a write whose answers were all lost is taken back by a deletion right away: ${resource}`, async () => {
        await withChime([{ people: 5 }], async (chime) => {
          const before = chime.server.account(ACCOUNT);
          const { id, outs } = await inOneRun(
            { front, resource, chime },
            async (host) => {
              const { inputs } = await host.check({}, { accountId: ACCOUNT, ...listing });
              chime.server.faults.next(operation, { status: 504, applied: true }, 2);
              return host.create(inputs);
            },
            TWO_ATTEMPTS,
          );
          await inOneRun({ front, resource, chime }, (host) => host.delete(id, outs));
          deepEqual(chime.server.account(ACCOUNT), before);
        });
      });
    }

    it("a user who is gone and leaves is told of with a warning, in an update too", async () => {
      await withChime([{ people: 5 }], async (chime) => {
        const { outs } = await createSet(front, chime, [1, 2]);
        chime.server.removeUser(ACCOUNT, idOf(2));
        const host = await startHost(front, "UserSuspensionSet", chime.environment);
        try {
          const { inputs } = await host.check(outs, { accountId: ACCOUNT, users: [idOf(1)] });
          await host.update("id", outs, inputs);
          const warnings = host.said.filter(({ severity }) => severity === "WARNING").map(({ text }) => text);
          equal(warnings.length, 1);
          match(
            warnings[0] ?? "",
            /not in the account any more, nothing to take back: aaaaaaaa-0000-4000-8000-000000000002/,
          );
        } finally {
          await host.close();
        }
      });
    });

    it("a denied call is sent once and not narrowed down, and every user is accounted for", async () => {
      await withChime([{ people: 60 }], async (chime) => {
        chime.server.faults.always("BatchSuspendUser", { status: 403, name: "ForbiddenException" });
        const { failures } = await createSet(front, chime, range(0, 60));
        equal(failures.length, 60);
        equal(chime.writes().length <= 2, true, "one more may have been under way");
        match(failures[0]?.message ?? "", /chime:BatchSuspendUser/);
      });
    });

    it("an account that was out of reach in the preview is asked again before anything is written", async () => {
      await withChime([{ people: 5 }], async (chime) => {
        const host = await startHost(front, "UserSuspensionSet", chime.environment);
        try {
          chime.server.faults.next("GetAccount", { status: 403 });
          const { inputs, failures } = await host.check({}, { accountId: ACCOUNT, users: [idOf(1)] });
          deepEqual(failures, []);
          const { outs } = await host.create(inputs);
          match(host.said.map(({ text }) => text).join(), /the account could not be read.*from the state alone/s);
          deepEqual(outs["failures"], []);
          deepEqual(chime.suspended(), [idOf(1)]);
        } finally {
          await host.close();
        }
      });
    });

    it("a preview tells of users who failed last time, as long as it has to do with them", async () => {
      await withChime([{ people: 5 }], async (chime) => {
        for (const i of [1, 2]) chime.server.faults.user(idOf(i), { code: "Forbidden" });
        const { outs } = await createSet(front, chime, [1, 2, 3]);
        for (const [listed, told] of [
          [[2, 3], true],
          [[3], false],
        ] as const) {
          const said = await inOneRun({ front, resource: "UserSuspensionSet", chime }, async (host) => {
            const args = { accountId: ACCOUNT, users: listed.map(idOf) };
            const { inputs } = await host.check({ accountId: ACCOUNT }, args);
            await host.previewUpdate("id", outs, inputs);
            return host.said.map(({ text }) => text).join();
          });
          equal(/1 user failed last time/.test(said), told, said);
        }
      });
    });

    it("a failed deletion tells the users, and the next one tries only those", async () => {
      await withChime([{ people: 60 }], async (chime) => {
        const { outs } = await createSet(front, chime, range(0, 60));
        chime.server.faults.user(idOf(7), { code: "Forbidden", message: "not this one" });
        for (const [attempt, writes] of [
          ["first", ["POST BatchUnsuspendUser 10 users -> 200", "POST BatchUnsuspendUser 50 users -> 200"]],
          ["second", ["POST BatchUnsuspendUser 1 user -> 200"]],
        ] as const) {
          chime.lines();
          const host = await startHost(front, "UserSuspensionSet", chime.environment);
          try {
            await host.delete("id", outs).then(
              () => Promise.reject(new Error("deleted")),
              (error: Error) => match(error.message, /1 user failed \(Forbidden 1\).*not this one/s),
            );
          } finally {
            await host.close();
          }
          deepEqual(chime.writes(), writes, attempt);
        }
        deepEqual(chime.suspended(), [idOf(7)]);
      });
    });

    it("an account that is gone is dropped by refresh, and deleting from it succeeds, both with a warning", async () => {
      await withChime([{ people: 10 }], async (chime) => {
        const { outs } = await createSet(front, chime, [1, 2]);
        chime.server.removeAccount(ACCOUNT);
        const host = await startHost(front, "UserSuspensionSet", chime.environment);
        try {
          equal((await host.read("id", outs)).id, "");
          await host.delete("id", outs);
          equal(host.said.filter(({ severity }) => severity === "WARNING").length, 2);
        } finally {
          await host.close();
        }
      });
    });

    it("a user who is gone shows under refresh, and counts as done on deletion, with a warning", async () => {
      await withChime([{ people: 10 }], async (chime) => {
        const { outs } = await createSet(front, chime, [1, 2]);
        chime.server.removeUser(ACCOUNT, idOf(1));
        const host = await startHost(front, "UserSuspensionSet", chime.environment);
        try {
          const { inputs, props } = await host.read("id", outs);
          deepEqual(inputs?.["users"], usersSeen(front, { [idOf(1)]: "missing", [idOf(2)]: "suspended" }));
          await host.delete("id", props);
          deepEqual(chime.suspended(), []);
          match(
            host.said
              .filter(({ severity }) => severity === "WARNING")
              .map(({ text }) => text)
              .join(),
            /not in the account any more, nothing to take back: aaaaaaaa-0000-4000-8000-000000000001/,
          );
        } finally {
          await host.close();
        }
      });
    });
  });
}

describe("when two resources are at work in one process", () => {
  it("calls are counted for each resource, whatever another one reads at the same time", async () => {
    await withChime([{ people: 400 }], async (chime) => {
      const { session, said, close } = openInProcess(chime.environment);
      const inputs = inputsOf(suspensionKind, { accountId: ACCOUNT, users: range(0, 100).map(idOf) });
      chime.server.faults.always("BatchSuspendUser", { latencyMs: 200 });
      const creation = create(suspensionKind, session, inputs);
      await until("a write", () => chime.server.journal.lines().some((line) => line.includes("BatchSuspendUser")));
      await check(licenseKind, session, {}, { accountId: ACCOUNT, licenses: { [emailOf(399)]: "Pro" } });
      await creation;
      await close();
      match(said.find((text) => text.includes("suspended 100")) ?? "", /suspended 100 users \(2 calls\)$/);
    });
  });
});
