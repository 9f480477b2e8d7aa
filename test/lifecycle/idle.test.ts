import { deepEqual } from "node:assert/strict";
import { suspensionKind } from "../../provider/lifecycle/kinds";
import type { Props } from "../../provider/lifecycle/state";
import { withChime } from "../support/chime";
import { openInProcess } from "../support/inProcess";
import { check, create, diff, update } from "../support/operations";
import { ACCOUNT, idOf } from "../support/people";

const NAME = 'UserSuspensionSet "leavers"';
const __urn = "urn:pulumi:dev::p::pulumi-nodejs:dynamic/chime:UserSuspensionSet::leavers";

const of = (...users: readonly unknown[]): Props => ({ accountId: ACCOUNT, users, __urn });

/** A set for which the account is read whole. */
const whole = (...users: readonly unknown[]): Props => ({ ...of(...users), exclusive: true });

const LATER = { user: "persn.2@example.com", from: "2999-01-01" };
const ABSENT = `${NAME}: 1 user to be listed later not in the account: persn.2@example.com from 2999-01-01. Correct the name, or see to it that the user is there by then`;
const NEAR = ABSENT.replace("2999-01-01.", "2999-01-01 (did you mean person.2@example.com?).");
const OVER = `${NAME}: 1 entry is over already: ${idOf(3)} until 2020-01-01. Nothing is done for these: if that is a slip, correct the time`;

const slips = (said: string[]): string[] =>
  said.splice(0).filter((text) => text.includes("to be listed later") || text.includes("over already"));

describe("new entries that change nobody now", () => {
  it("are told where they may be a slip: when they come in, and not again", async () => {
    await withChime([{ people: 5 }], async (chime) => {
      const { session, said, close } = openInProcess(chime.environment);
      const given = whole(
        idOf(1),
        { user: idOf(2), from: "2999-01-01" },
        { user: idOf(3), until: "2020-01-01" },
        LATER,
      );
      const first = await check(suspensionKind, session, {}, given);
      deepEqual(slips(said), [
        OVER,
        ABSENT.replace("01.", "01 (nearest is person.2@example.com, which is listed already)."),
      ]);
      const { id, outs } = await create(suspensionKind, session, first.inputs);
      slips(said);
      deepEqual(await diff(suspensionKind, session, outs, first.inputs, id), { changes: false });
      deepEqual(slips(said), []);
      chime.lines();
      const moved = whole(idOf(1), ...[idOf(2), idOf(3), LATER.user].map((user) => ({ user, from: "2999-02-01" })));
      const next = await check(suspensionKind, session, first.inputs, moved);
      deepEqual(await diff(suspensionKind, session, outs, next.inputs, id), { changes: true });
      deepEqual([slips(said), chime.lines()], [[], []], "another date alone");
      await close();
    });
  });

  it("are told in an update, too, with the name that may be meant where the account has been read", async () => {
    await withChime([{ people: 5 }], async (chime) => {
      const { session, said, close } = openInProcess(chime.environment);
      const first = await check(suspensionKind, session, {}, whole(idOf(1)));
      const { id, outs } = await create(suspensionKind, session, first.inputs);
      const next = await check(suspensionKind, session, first.inputs, whole(idOf(1), idOf(4), LATER));
      slips(said);
      deepEqual(await diff(suspensionKind, session, outs, next.inputs, id), { changes: true });
      deepEqual(slips(said), [NEAR]);
      await update(suspensionKind, session, outs, next.inputs);
      await close();
    });
  });

  it("are told by their number where they are secret, and not where the account can't be read", async () => {
    await withChime([{ people: 5 }], async (chime) => {
      const { session, said, close } = openInProcess(chime.environment);
      const secret = { ...whole(LATER), __secrets: ["users"] };
      await check(suspensionKind, session, {}, secret);
      deepEqual(slips(said), [ABSENT.replace(/: persn.*2999-01-01\./, ".")]);
      await close();
      chime.server.faults.next("ListUsers", { status: 403 }, 20);
      const other = openInProcess(chime.environment);
      await check(suspensionKind, other.session, {}, whole(LATER));
      deepEqual(slips(other.said), []);
      await other.close();
    });
  });

  it("have nobody looked up", async () => {
    await withChime([{ people: 5 }], async (chime) => {
      const { session, said, close } = openInProcess(chime.environment);
      await check(suspensionKind, session, {}, of(LATER));
      deepEqual([slips(said), chime.lines()], [[], ["GET GetAccount -> 200"]]);
      await close();
    });
  });

  it("are not told of who leaves by them: the plan has that", async () => {
    await withChime([{ people: 5 }], async (chime) => {
      const { session, said, close } = openInProcess(chime.environment);
      const first = await check(suspensionKind, session, {}, of(idOf(1)));
      const { id, outs } = await create(suspensionKind, session, first.inputs);
      const next = await check(suspensionKind, session, first.inputs, of({ user: idOf(1), until: "2020-01-01" }));
      slips(said);
      deepEqual(await diff(suspensionKind, session, outs, next.inputs, id), { changes: true });
      deepEqual(slips(said), []);
      await close();
    });
  });

  it("are said to begin for users of whom it is known, or not, whether they are in the account", async () => {
    await withChime([{ people: 5 }], async (chime) => {
      const { session, said, close } = openInProcess(chime.environment);
      const from = new Date(Date.now() + 2 * 24 * 60 * 60_000).toISOString().slice(0, 10);
      const begins = (): string[] =>
        said.splice(0).flatMap((text) => [...text.matchAll(/begins for (.*)/g)].map(([, who]) => who ?? ""));
      const users = [idOf(1), { user: idOf(2), from }, { user: LATER.user, from }];
      await check(suspensionKind, session, {}, of(...users));
      deepEqual(begins(), [`${idOf(2)}, if in the account by then`, `${LATER.user}, if in the account by then`]);
      await check(suspensionKind, session, {}, whole(...users));
      deepEqual(begins(), [idOf(2), `${LATER.user}, who is not in the account`]);
      await close();
    });
  });
});
