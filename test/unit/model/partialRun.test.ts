import { equal } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { isPartialRun } from "../../../provider/model/partialRun";

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
    it(`is told by what the CLI was called with: ${options.join(" ")}`, async function () {
      // Other systems do not tell.
      if (process.platform !== "linux") this.skip();
      const cli = spawn(process.execPath, ["-e", "console.log(); process.stdin.resume()", "--", ...options]);
      await once(cli.stdout, "data");
      equal(isPartialRun(cli.pid), is);
      cli.stdin.end();
      await once(cli, "exit");
      equal(isPartialRun(cli.pid), false);
    });
  }
});
