import { deepEqual, equal, match, ok } from "node:assert/strict";
import { applyPlan } from "../../provider/apply/applyPlan";
import type { Outcome } from "../../provider/apply/outcome";
import { createClient } from "../../provider/chime/client";
import { systemClock } from "../../provider/model/clock";
import type { Action } from "../../provider/plan/actions";
import type { CauseName } from "../../provider/plan/cause";
import type { Change } from "../../provider/plan/verdict";
import { type Chime, withChime } from "../support/chime";
import { FastClock } from "../support/fastClock";
import { ACCOUNT, emailOf, idOf, range } from "../support/people";
import { causeNamed, change } from "../support/planning";

const TO: Readonly<Record<Action, string>> = {
  suspend: "suspended",
  unsuspend: "active",
  invite: "active",
  setLicense: "Pro",
};

function changeFor(i: number, action: Action = "suspend", why: CauseName = "listed"): Change {
  return change(idOf(i), { action, to: TO[action], cause: causeNamed(why), email: emailOf(i) });
}

/** Carries out changes against a server, without any time being spent on waiting. */
async function apply(
  chime: Chime,
  changes: readonly Change[],
  more: { team?: boolean; patienceMs?: number } = {},
): Promise<Outcome[]> {
  const { team = false, patienceMs } = more;
  const clock = patienceMs === undefined ? new FastClock() : systemClock;
  const client = createClient({}, { ...process.env, ...chime.environment }, { clock });
  try {
    chime.lines();
    return await applyPlan({ client, accountId: ACCOUNT, team, changes, clock, patienceMs: patienceMs ?? 3_600_000 });
  } finally {
    await client.close();
  }
}

const failed = (outcomes: readonly Outcome[]): string[] =>
  outcomes.flatMap((outcome) => (outcome.done ? [] : [`${outcome.change.user}: ${outcome.code}`])).sort();

const members = (chime: Chime): number => chime.server.account(ACCOUNT).Users.length;

describe("carrying out a plan", () => {
  for (const [calls, atOnce] of [
    [20, 8],
    [27, 4],
  ] as const) {
    it(`begins with ${atOnce} at once where ${calls} calls are all there is to do`, async () => {
      await withChime([{ people: calls * 50 }], async (chime) => {
        chime.server.faults.always("BatchSuspendUser", { latencyMs: 300 });
        const client = createClient({}, { ...process.env, ...chime.environment });
        let sent = 0;
        let sentAtFirst = 0;
        const outcomes = await applyPlan({
          client,
          accountId: ACCOUNT,
          team: false,
          changes: range(0, calls * 50).map((i) => changeFor(i)),
          clock: systemClock,
          patienceMs: 60_000,
          onCall: () => {
            sent += 1;
          },
          onOutcomes: () => {
            sentAtFirst ||= sent;
          },
        });
        await client.close();
        deepEqual(failed(outcomes), []);
        deepEqual([sentAtFirst, sent], [atOnce, calls]);
      });
    });
  }

  it("narrows a batch of 50 down to one bad member in at most 12 more calls", async () => {
    await withChime([{ people: 60 }], async (chime) => {
      chime.server.faults.user(idOf(33), { code: "BadRequest", status: 400 });
      const outcomes = await apply(
        chime,
        range(0, 50).map((i) => changeFor(i)),
      );
      deepEqual(failed(outcomes), [`${idOf(33)}: BadRequest`]);
      const calls = chime.writes().length;
      ok(calls - 1 <= 12, `${calls - 1}`);
    });
  });

  it("does not know of a user with a fault of the service whether the change was made", async () => {
    await withChime([{ people: 3 }], async (chime) => {
      for (const [i, code] of ["ServiceFailure", "ServiceUnavailable", "Throttled"].entries()) {
        chime.server.faults.user(idOf(i), { code, times: 1000 });
      }
      const outcomes = await apply(
        chime,
        range(0, 3).map((i) => changeFor(i)),
      );
      deepEqual(outcomes.map((outcome) => !outcome.done && `${outcome.code} ${outcome.lost}`).sort(), [
        "ServiceFailure true",
        "ServiceUnavailable true",
        "Throttled false",
      ]);
    });
  });

  it("stops taking batches apart where nobody goes through alone either", async () => {
    await withChime([{ people: 600 }], async (chime) => {
      chime.server.faults.always("BatchSuspendUser", { status: 400, name: "BadRequestException" });
      const outcomes = await apply(
        chime,
        range(0, 600).map((i) => changeFor(i)),
      );
      equal(failed(outcomes).length, 600);
      const calls = chime.writes().length;
      ok(calls <= 12 + 40, `${calls} calls for 12 batches`);
    });
  });

  it("asks for the account once where it is not found, and takes nothing apart where the account is gone", async () => {
    await withChime([{ people: 200 }], async (chime) => {
      chime.server.removeAccount(ACCOUNT);
      const outcomes = await apply(
        chime,
        range(0, 200).map((i) => changeFor(i)),
      );
      equal(failed(outcomes).length, 200);
      const lines = chime.lines();
      equal(lines.filter((line) => line.startsWith("POST")).length, 4);
      equal(lines.filter((line) => line.includes("GetAccount")).length, 1);
    });
  });

  it("sends nothing more of an action that was denied, and goes on with another that is allowed", async () => {
    await withChime([{ people: 2_000 }], async (chime) => {
      chime.server.faults.always("BatchSuspendUser", { status: 403, name: "ForbiddenException" });
      const changes = [
        ...range(0, 1_000).map((i) => changeFor(i)),
        ...range(1_000, 1_100).map((i) => changeFor(i, "unsuspend")),
      ];
      const outcomes = await apply(chime, changes);
      equal(failed(outcomes).length, 1_000);
      const writes = chime.writes();
      ok(writes.filter((line) => line.includes("BatchSuspend")).length <= 8, "no more than were under way");
      equal(writes.filter((line) => line.includes("BatchUnsuspend")).length, 2);
      const last = outcomes.find((outcome) => !outcome.done && outcome.message.startsWith("not tried"));
      match(last && !last.done ? last.message : "", /^not tried: BatchSuspendUser for 50 users .* failed: Forbidden/);
    });
  });

  it("stops sending to a service that is down", async () => {
    await withChime([{ people: 5_000 }], async (chime) => {
      chime.server.faults.always("BatchSuspendUser", { status: 503 });
      const outcomes = await apply(
        chime,
        range(0, 5_000).map((i) => changeFor(i)),
      );
      equal(failed(outcomes).length, 5_000);
      const calls = chime.writes().length;
      // Sixteen are under way at once, each tried five times; nine may end, and make room, before the tenth stops all.
      ok(calls <= (16 + 9) * 5, `${calls} calls for 100 batches`);
    });
  });

  it("stops when its time is over, and accounts for everybody", async () => {
    await withChime([{ people: 300 }], async (chime) => {
      chime.server.faults.always("BatchSuspendUser", { connection: "hang" });
      const outcomes = await apply(
        chime,
        range(0, 300).map((i) => changeFor(i)),
        { patienceMs: 300 },
      );
      equal(failed(outcomes).length, 300);
      const [first] = outcomes;
      match(first && !first.done ? first.message : "", /BatchSuspendUser/);
    });
  });

  it("looks at a user after a conflict: done by somebody else is done, and what is not is sent once more", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      for (const code of ["Conflict", "PreconditionFailed"]) {
        chime.server.faults.user(idOf(1), { code, times: 1 });
        chime.server.faults.user(idOf(2), { code });
        chime.server.faults.user(idOf(3), { code, applied: true });
        const outcomes = await apply(
          chime,
          [1, 2, 3, 4].map((i) => changeFor(i)),
        );
        deepEqual(failed(outcomes), [`${idOf(2)}: ${code}`]);
        deepEqual(chime.writes(), ["POST BatchSuspendUser 2 users -> 200", "POST BatchSuspendUser 4 users -> 200"]);
        chime.server.faults.clear();
        chime.server.unsuspend(ACCOUNT, [1, 2, 3, 4].map(idOf));
      }
    });
  });

  it("takes a user who leaves and is gone for done, and a listed one for failed", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      chime.server.removeUser(ACCOUNT, idOf(1));
      chime.server.removeUser(ACCOUNT, idOf(2));
      for (const action of ["unsuspend", "setLicense"] as const) {
        const outcomes = await apply(chime, [
          changeFor(1, action, "leaving"),
          changeFor(2, action),
          changeFor(3, action),
        ]);
        deepEqual(failed(outcomes), [`${idOf(2)}: NotFound`]);
        deepEqual(
          outcomes.flatMap((outcome) => (outcome.done && outcome.gone ? [outcome.change.user] : [])),
          [idOf(1)],
        );
      }
    });
  });

  it("takes nobody for gone by a 404 that is not the service's own", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const error = { UserId: idOf(1), ErrorCode: "NotFound" };
      chime.server.faults.always("BatchUnsuspendUser", {
        body: JSON.stringify({ UserErrors: [error] }),
        applied: false,
      });
      chime.server.faults.always("GetUser", { status: 404, form: "html" });
      deepEqual(failed(await apply(chime, [changeFor(1, "unsuspend", "leaving")])), [`${idOf(1)}: NotFound`]);
    });
  });

  for (const [name, fault] of [
    ["lost on the way back", { connection: "drop", applied: true }],
    ["never got there", { connection: "reset" }],
    ["is cut off", { connection: "truncate" }],
    ["is no JSON", { connection: "malformed" }],
    ["is a fault of the service", { status: 502, applied: true }],
  ] as const) {
    it(`on a Team account, where a request ${name}, looks before it sends again`, async () => {
      await withChime([{ people: 20, type: "Team" }], async (chime) => {
        chime.server.faults.next("BatchSuspendUser", fault);
        const outcomes = await apply(
          chime,
          range(0, 10).map((i) => changeFor(i)),
          { team: true },
        );
        deepEqual(failed(outcomes), []);
        equal(members(chime), 10);
        const applied = !("connection" in fault) || fault.connection !== "reset";
        const lines = chime.lines();
        equal(lines.filter((line) => line.includes("BatchSuspendUser")).length, applied ? 1 : 2);
        equal(lines.filter((line) => line.includes("GetUser")).length, 10);
      });
    });
  }

  it("on a Team account, invites nobody twice where the answer to an invitation is lost", async () => {
    await withChime([{ people: 5, type: "Team" }], async (chime) => {
      chime.server.faults.next("InviteUsers", { connection: "drop", applied: true });
      const invited = range(20, 23).map((i) => changeFor(i, "invite", "leaving"));
      deepEqual(failed(await apply(chime, invited, { team: true })), []);
      equal(chime.lines().filter((line) => line.includes("InviteUsers")).length, 1);
      equal(members(chime), 8);
      chime.server.faults.next("InviteUsers", { status: 500 });
      const others = range(30, 32).map((i) => changeFor(i, "invite", "leaving"));
      deepEqual(failed(await apply(chime, others, { team: true })), []);
      equal(members(chime), 10);
    });
  });

  it("takes nobody for invited whom the answer has no invitation for, looks, and tries again", async () => {
    await withChime([{ people: 5, type: "Team" }], async (chime) => {
      const invitedBy = (i: number) => ({ EmailAddress: emailOf(i).toUpperCase(), Status: "Pending" });
      const body = JSON.stringify({ Invites: [invitedBy(20), invitedBy(21)] });
      const invited = range(20, 23).map((i) => changeFor(i, "invite", "leaving"));
      const asked = (): string[] => chime.lines().flatMap((line) => /InviteUsers (.*) ->/.exec(line)?.[1] ?? []);

      chime.server.faults.always("InviteUsers", { body, applied: false });
      const outcomes = await apply(chime, invited, { team: true });
      deepEqual(failed(outcomes), [`${idOf(22)}: InviteMissing`]);
      deepEqual(asked(), ["3 users", "1 user"]);
      const [failure] = outcomes.filter(({ done }) => !done);
      match(
        failure && !failure.done ? failure.message : "",
        /^the service's answer has no invitation for this address \(request \S+\)\. Run it again; where it comes back, invite the user by hand\.$/,
      );

      chime.server.faults.clear();
      chime.server.faults.next("InviteUsers", { body, applied: true });
      deepEqual(failed(await apply(chime, invited, { team: true })), []);
      deepEqual(asked(), ["3 users"], "whoever is found there is invited");
      equal(members(chime), 8);
    });
  });

  it("repeats a lost request on an enterprise account, where that does no harm", async () => {
    await withChime([{ people: 20 }], async (chime) => {
      chime.server.faults.next("BatchSuspendUser", { connection: "drop", applied: true }, 2);
      deepEqual(
        failed(
          await apply(
            chime,
            range(0, 10).map((i) => changeFor(i)),
          ),
        ),
        [],
      );
      deepEqual(chime.lines().length, 3);
    });
  });

  it("takes nobody for done where the service does not say whom its error is about", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const body = JSON.stringify({ UserErrors: [{ ErrorCode: "Forbidden", ErrorMessage: "one of you" }] });
      chime.server.faults.next("BatchSuspendUser", { body, status: 200, applied: false });
      const outcomes = await apply(
        chime,
        [1, 2, 3].map((i) => changeFor(i)),
      );
      deepEqual(failed(outcomes), []);
      deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
      chime.server.faults.always("BatchSuspendUser", { body, status: 200, applied: false });
      deepEqual(failed(await apply(chime, [changeFor(5)])), [`${idOf(5)}: Forbidden`]);
    });
  });

  it("knows a user whom the service names in other letters", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const body = JSON.stringify({ UserErrors: [{ UserId: idOf(1).toUpperCase(), ErrorCode: "Forbidden" }] });
      chime.server.faults.next("BatchSuspendUser", { body, status: 200 });
      deepEqual(
        failed(
          await apply(
            chime,
            [1, 2].map((i) => changeFor(i)),
          ),
        ),
        [`${idOf(1)}: Forbidden`],
      );
    });
  });
});
