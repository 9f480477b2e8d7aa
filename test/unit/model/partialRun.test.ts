import { equal } from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { isPartialRun } from "../../../provider/model/partialRun";

const NOWHERE = "/no-such-directory";
const hasPs = spawnSync("ps", ["-p", String(process.pid)]).status === 0;

/** The systems that tell what a process was called with, by where it is read. */
const SOURCES = [
  ["/proc", process.platform === "linux"],
  [NOWHERE, hasPs && process.platform !== "win32"],
] as const;

describe("a run for some resources alone", () => {
  for (const [options, is] of [
    [["up", "--yes", "--target", "urn"], true],
    [["up", "--target=urn"], true],
    [["up", "-t", "urn"], true],
    [["up", "--exclude", "urn"], true],
    [["up", "--exclude-dependents"], true],
    [["up", "--yes", "--skip-preview"], false],
    [["up", "--refresh", "--replace", "urn"], false],
  ] as const) {
    for (const [directory, isThere] of SOURCES) {
      const how = directory === NOWHERE ? "ps" : directory;
      it(`is told by what the CLI was called with, by ${how}: ${options.join(" ")}`, async function () {
        if (!isThere) this.skip();
        const cli = spawn(process.execPath, ["-e", "console.log(); process.stdin.resume()", "--", ...options]);
        await once(cli.stdout, "data");
        equal(isPartialRun(cli.pid, directory), is);
        cli.stdin.end();
        await once(cli, "exit");
      });
    }
  }

  it("is not taken for one where nothing tells", () => {
    equal(isPartialRun(2 ** 30, NOWHERE), false);
  });
});
