import { deepEqual, ok } from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { openClaimsFolder } from "../../../provider/model/claimsFolder";
import { processStart } from "../../../provider/runtime/processStart";
import { openRunFiles } from "../../../provider/runtime/runFiles";

describe("what the processes of a run tell each other", () => {
  it("is read while the process that told it is there", () => {
    const files = openRunFiles("run", randomUUID());
    files.add("one");
    files.add("two");
    deepEqual(files.read(), ["one", "two"]);
  });

  it("does not count where another process has the number of the one that told it", () => {
    // Where the system does not tell when a process began, a number alone has to do.
    if (processStart(process.pid) === undefined) return;
    const files = openRunFiles("run", randomUUID());
    const before = new Set(readdirSync(openClaimsFolder()));
    files.add("one");
    const [name = ""] = readdirSync(openClaimsFolder()).filter(
      (file) => !before.has(file) && file.endsWith(`-${process.pid}`),
    );
    const earlier = new Date(Date.now() - 24 * 3_600_000);
    utimesSync(join(openClaimsFolder(), name), earlier, earlier);
    deepEqual(files.read(), []);
    ok(!readdirSync(openClaimsFolder()).includes(name));
  });

  it("has the start of a process from the system", () => {
    const start = processStart(process.pid);
    if (start !== undefined) ok(Math.abs(Date.now() - process.uptime() * 1000 - start) < 5_000, `${start}`);
  });
});
