import { equal } from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { isLeftOutOfRun, isPartialRun } from "../../../provider/model/partialRun";

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

  it("is told where a script starts the provider, and not by what has called the CLI", async function () {
    if (!hasPs) this.skip();
    const wait = "console.log(process.pid); process.stdin.resume()";
    const shell = `"${process.execPath}" -e "${wait}" -- $@; exit`;
    for (const [directory, isThere] of SOURCES) {
      if (!isThere) continue;
      for (const [options, is] of [
        [["up", "--target", "urn"], true],
        [["up"], false],
      ] as const) {
        const start = `require("node:child_process").spawn("sh", ["-c", ${JSON.stringify(shell)}, "sh", "127.0.0.1:1"], { stdio: "inherit" })`;
        const cli = spawn(process.execPath, ["-e", start, "--", ...options]);
        const [said] = (await once(cli.stdout, "data")) as [Buffer];
        const { stdout } = spawnSync("ps", ["-o", "ppid=", "-p", String(said).trim()], { encoding: "utf8" });
        equal(isPartialRun(Number(stdout), directory), is);
        equal(
          isLeftOutOfRun((urn) => urn === "other", Number(stdout)),
          is,
        );
        equal(
          isLeftOutOfRun((urn) => urn === "urn", Number(stdout)),
          false,
        );
        cli.stdin.end();
        await once(cli, "exit");
      }
    }
  });

  it("is not taken for one where nothing tells", () => {
    equal(isPartialRun(2 ** 30, NOWHERE), false);
  });
});
