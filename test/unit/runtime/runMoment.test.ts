import { deepEqual, equal } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { openClaimsFolder } from "../../../provider/model/claimsFolder";
import { openRunFiles } from "../../../provider/model/runFiles";
import { createRunMoment } from "../../../provider/runtime/runMoment";

/** An address that no engine has: each test has a run of its own. */
const address = (name: string): string => `nowhere-${process.pid}-${name}:1`;

function isOf(run: string, name: string): boolean {
  return name.startsWith(`moment-${createHash("sha256").update(run).digest("hex").slice(0, 16)}-`);
}

describe("the moment of a run", () => {
  it("is the one that any process has taken first", () => {
    const run = address("first");
    equal(createRunMoment(run)(1000), 1000);
    equal(createRunMoment(run)(2000), 1000);
    equal(createRunMoment(address("other"))(3000), 3000);
  });

  it("is not that of a process that has ended, whose engine may have had the same address", () => {
    const run = address("ended");
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    openRunFiles("moment", run).add("1000");
    const folder = openClaimsFolder();
    const mine = readdirSync(folder).find((name) => isOf(run, name)) ?? "";
    renameSync(join(folder, mine), join(folder, mine.replace(`-${process.pid}`, `-${pid}`)));
    equal(createRunMoment(run)(2000), 2000);
    deepEqual(
      readdirSync(folder).filter((name) => isOf(run, name)),
      [mine],
    );
  });

  it("is each process's own where there is no engine to share", () => {
    const take = createRunMoment(undefined);
    deepEqual([take(1000), take(2000)], [1000, 2000]);
  });
});
