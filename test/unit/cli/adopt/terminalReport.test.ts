import { deepEqual, equal } from "node:assert/strict";
import type { ChimeClient } from "../../../../provider/chime/client";
import { createTerminalReport } from "../../../../provider/cli/adopt/terminalReport";
import { Session } from "../../../../provider/lifecycle/session";
import type { User } from "../../../../provider/model/user";

/** A stream that notes what becomes of it. */
function streamOf(isTTY: boolean, columns = 40) {
  const done: string[] = [];
  const stream = {
    isTTY,
    columns,
    write: (text: string | Uint8Array) => done.push(String(text)) > 0,
    cursorTo: (column: number) => done.push(`<to ${column}>`) > 0,
    clearLine: () => done.push("<clear>") > 0,
  };
  return { stream, done };
}

describe("the report of export and import", () => {
  it("writes progress over itself on a terminal, and takes it away before anything else", async () => {
    const { stream, done } = streamOf(true, 10);
    const report = createTerminalReport(stream, {});
    report.progress("one");
    report.progress("two, which is too long");
    report.warn("three");
    await report.flush();
    deepEqual(done, ["one", "<to 0>", "<clear>", "two, whic", "<to 0>", "<clear>", "warning: three\n"]);
    equal(report.progressMs, 200);
  });

  for (const [where, isTTY, environment] of [
    ["into a file", false, {}],
    ["on a terminal that can't", true, { TERM: "dumb" }],
  ] as const) {
    it(`writes lines ${where}`, async () => {
      const { stream, done } = streamOf(isTTY);
      const report = createTerminalReport(stream, environment);
      report.progress("one");
      report.info("two");
      await report.flush();
      deepEqual([done, report.progressMs], [["one\n", "two\n"], undefined]);
    });
  }

  it("shows what would steer the terminal as escapes", () => {
    const { stream, done } = streamOf(false);
    createTerminalReport(stream, {}).warn("a\u001b[2J\u009b\u202eb");
    deepEqual(done, ["warning: a\\u001b[2J\\u009b\\u202eb\n"]);
  });

  const over = ["<to 0>", "<clear>"];
  const line = (users: number): string => `Reading account a: ${users} users so far`;
  for (const [where, isTTY, pageMs, told] of [
    ["at each page of 200 ms on a terminal", true, 200, [line(400), ...over, line(600), ...over, line(800)]],
    ["every five seconds into a file", false, 2_500, [`${line(600)}\n`]],
  ] as const) {
    it(`tells how far the reading of an account is, ${where}`, async () => {
      const { stream, done } = streamOf(isTTY, 200);
      const report = createTerminalReport(stream, {});
      let now = 0;
      const clock = { now: () => now, monotonicMs: () => now, sleep: async () => undefined };
      async function* listUsers(): AsyncGenerator<readonly User[]> {
        for (let page = 0; page < 4; page += 1) {
          yield Array.from({ length: 200 }, (_, i): User => ({ userId: `${page}-${i}` }));
          now += pageMs;
        }
      }
      const client = { getAccount: async () => ({ accountId: "a", name: "" }), listUsers } as unknown as ChimeClient;
      const { progressMs } = report;
      const parts = { report, clock, findFaults: async () => [], openClient: async () => client };
      const session = new Session({ ...parts, ...(progressMs === undefined ? {} : { progressMs }) });
      await (await session.reader("a")).read({ keys: [], whole: true });
      deepEqual(done, told);
    });
  }
});
