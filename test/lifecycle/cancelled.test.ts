import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import type { Context, Work } from "../../provider/lifecycle/context";
import { create } from "../../provider/lifecycle/create";
import { suspensionKind } from "../../provider/lifecycle/kinds";
import { preview } from "../../provider/lifecycle/preview";
import { read } from "../../provider/lifecycle/read";
import { decodeInputs } from "../../provider/lifecycle/state";
import { update } from "../../provider/lifecycle/update";
import { withChime } from "../support/chime";
import { inputsOf, openInProcess } from "../support/inProcess";
import { ACCOUNT, idOf, range } from "../support/people";
import { until } from "../support/processes";

describe("a run that is cancelled", () => {
  it("sends nothing new, lets what is under way end, and keeps what was done", async () => {
    await withChime([{ people: 400 }], async (chime) => {
      const { session, close } = openInProcess(chime.environment, { maxConcurrency: 2 });
      const cancel = new AbortController();
      const context: Context = {
        kind: suspensionKind,
        session,
        urn: undefined,
        secretArguments: [],
        signal: cancel.signal,
      };
      const inputs = inputsOf(suspensionKind, { accountId: ACCOUNT, users: range(0, 400).map(idOf) });
      const declaration = decodeInputs(suspensionKind, inputs);
      chime.server.faults.always("BatchSuspendUser", { latencyMs: 300 });
      const creation = create(context, declaration);
      await until(
        "two writes",
        () => chime.server.journal.lines().filter((line) => line.includes("BatchSuspendUser")).length >= 2,
      );
      cancel.abort();
      const { state } = await creation;
      const done = chime.suspended().length;
      ok(done >= 100 && done < 400, `${done} suspended`);
      equal(chime.writes().length, done / 50);
      deepEqual([...state.ledger.holdings.values()].map(({ userId }) => userId).sort(), chime.suspended().sort());
      equal(state.failures.length, 400 - done);
      deepEqual(
        [...new Set(state.failures.map(({ code, message }) => `${code}: ${message}`))],
        ["Cancelled: the run was cancelled before this user's turn. Run the same command again to go on."],
      );
      chime.server.faults.clear();
      const reached = await update({ ...context, signal: undefined }, state, declaration);
      equal(chime.writes().length, 8 - done / 50);
      deepEqual([reached.failures, chime.suspended().length], [[], 400]);
      await close();
    });
  });

  it("reads nothing more, and says that it was cancelled in place of what it does not know", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const { session, close } = openInProcess(chime.environment);
      const cancel = new AbortController();
      const context = { kind: suspensionKind, session, urn: undefined, secretArguments: [] };
      const inputs = inputsOf(suspensionKind, { accountId: ACCOUNT, users: range(0, 5).map(idOf) });
      const { state } = await create(context, decodeInputs(suspensionKind, inputs));
      await close();
      const again = openInProcess(chime.environment);
      chime.server.faults.always("ListUsers", { latencyMs: 60_000 });
      chime.server.faults.always("GetUser", { latencyMs: 60_000 });
      const cancelled = { ...context, session: again.session, signal: cancel.signal };
      const less = inputsOf(suspensionKind, { accountId: ACCOUNT, users: range(1, 5).map(idOf) });
      const work: Work = { ...cancelled, state, declaration: decodeInputs(suspensionKind, less) };
      const ended = [read(cancelled, state), preview(work), update(cancelled, state, work.declaration)].map((one) =>
        rejects(one, {
          message: "UserSuspensionSet: the run was cancelled, nothing was changed. Run the same command again.",
        }),
      );
      await until("a look", () => chime.server.journal.lines().length > 0);
      cancel.abort();
      await Promise.all(ended);
      deepEqual(again.said, []);
      await again.close();
    });
  });
});
