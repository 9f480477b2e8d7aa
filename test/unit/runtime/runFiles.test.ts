import { deepEqual, ok } from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openClaimsFolder } from "../../../provider/model/claimsFolder";
import { processStart } from "../../../provider/model/processStart";
import { openRunFiles } from "../../../provider/model/runFiles";
import { until } from "../../support/processes";
import { setVariables } from "../../support/variables";

/** The files that something adds to the folder. */
function namesAfter(add: () => void): readonly [string, ...string[]] {
  const before = new Set(readdirSync(openClaimsFolder()));
  add();
  const ends = new RegExp(`^run-.*-${process.pid}(?:-\\d+)?$`);
  const [first = "", ...more] = readdirSync(openClaimsFolder()).filter((name) => !before.has(name) && ends.test(name));
  return [first, ...more];
}

describe("what the processes of a run tell each other", () => {
  it("is read while the process that told it is there", () => {
    const files = openRunFiles("run", randomUUID());
    files.add("one");
    files.add("two");
    deepEqual(files.read(), ["one", "two"]);
  });

  it("counts however the clock is set", () => {
    const files = openRunFiles("run", randomUUID());
    const [name] = namesAfter(() => files.add("one"));
    const earlier = new Date(Date.now() - 24 * 3_600_000);
    utimesSync(join(openClaimsFolder(), name), earlier, earlier);
    deepEqual(files.read(), ["one"]);
  });

  it("does not count where another process has the number of the one that told it", () => {
    // Where the system does not tell when a process began, a number alone has to do.
    if (processStart(process.pid) === undefined) return;
    const files = openRunFiles("run", randomUUID());
    const [name] = namesAfter(() => files.add("one"));
    const other = name.replace(/\d+$/, (start) => String(Number(start) - 1));
    renameSync(join(openClaimsFolder(), name), join(openClaimsFolder(), other));
    deepEqual(files.read(), []);
    ok(!readdirSync(openClaimsFolder()).includes(other));
  });

  it("does not count once the process has ended, though nobody has taken notice of it", async () => {
    if (processStart(process.pid) === undefined) return;
    // The shell becomes a program that never asks after the child that the shell has begun.
    const parent = spawn("sh", ["-c", "sleep 60 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
    try {
      const [child] = await once(parent.stdout, "data");
      const pid = Number(String(child));
      await until("the shell is no shell any more", () =>
        readFileSync(`/proc/${parent.pid}/cmdline`, "utf8").startsWith("sleep"),
      );
      process.kill(pid);
      await until("the child has ended", () => /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8")));
      const files = openRunFiles("run", randomUUID());
      const [name] = namesAfter(() => files.add("one"));
      const own = `${process.pid}-${processStart(process.pid)}`;
      const childs = name.replace(own, `${pid}-${processStart(pid)}`);
      renameSync(join(openClaimsFolder(), name), join(openClaimsFolder(), childs));
      deepEqual(files.read(), []);
    } finally {
      parent.kill();
    }
  });

  it("stands where the file of another process can't be read, or has just been taken away", () => {
    const files = openRunFiles("run", randomUUID());
    const [name] = namesAfter(() => files.add("one"));
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const gone = join(openClaimsFolder(), name.replace(`-${process.pid}-`, `-${pid}-`));
    mkdirSync(gone);
    try {
      deepEqual(files.read(), ["one"]);
    } finally {
      rmdirSync(gone);
    }
  });

  it("is not known of processes of another container, whose files are left alone", () => {
    const files = openRunFiles("run", randomUUID());
    const [name] = namesAfter(() => files.add("one"));
    const elsewhere = name.replace(/-n\d+-/, "-n1-");
    if (elsewhere === name) return;
    renameSync(join(openClaimsFolder(), name), join(openClaimsFolder(), elsewhere));
    try {
      deepEqual(files.read(), []);
      ok(readdirSync(openClaimsFolder()).includes(elsewhere));
    } finally {
      rmSync(join(openClaimsFolder(), elsewhere));
    }
  });
});

const ROOT = join(__dirname, "..", "..", "..");

/** What processes of several runs leave that tell, one after the other, of their program's claims, and end in these ways. */
function leftBy(...ends: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "chime-run-files-"));
  try {
    for (const [at, end] of ends.entries()) {
      const script = `
        const { openClaimsFolder } = require("./dist/model/claimsFolder");
        const { openRunFiles } = require("./dist/model/runFiles");
        const claims = require("path").join(openClaimsFolder(), "claims-of-run-${at}0");
        require("fs").writeFileSync(claims, "");
        openRunFiles("run", "127.0.0.1:${at + 1}").add(claims);
        openRunFiles("port", "127.0.0.1:${at + 1}").add("1 key");
        ${end};`;
      spawnSync(process.execPath, ["-e", script], { cwd: ROOT, env: { ...process.env, TMPDIR: folder, TEMP: folder } });
    }
    return readdirSync(folder).flatMap((name) => readdirSync(join(folder, name)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("what a process of a run has written", () => {
  const KILLED = 'process.kill(process.pid, "SIGKILL")';

  it("goes with it, and what the program lists with the last one", () => {
    deepEqual(leftBy("process.exit(130)"), []);
  });

  it("goes soon where the process is killed once its engine has ended, as long as another of the run lives on", async () => {
    // A folder of its own: whatever else begins in it takes away what others have left.
    const folder = mkdtempSync(join(tmpdir(), "chime-run-files-"));
    const restore = setVariables({ TMPDIR: folder });
    const engine = createServer().listen(0, "127.0.0.1");
    await once(engine, "listening");
    const files = openRunFiles("keep", `127.0.0.1:${(engine.address() as AddressInfo).port}`);
    const late = spawn("sleep", ["60"]);
    try {
      files.add("one");
      const isOfRun = (name: string): boolean => name.startsWith(`keep-`) && name.includes(`-${late.pid}-`);
      const own = readdirSync(openClaimsFolder()).find(
        (name) => name.startsWith("keep-") && name.includes(`-${process.pid}-`),
      );
      const start = processStart(late.pid ?? 0);
      // Where the system does not tell when a process began, its file has another name.
      if (own === undefined || start === undefined) return;
      const theirs = own.replace(`-${process.pid}-${processStart(process.pid)}`, `-${late.pid}-${start}`);
      writeFileSync(join(openClaimsFolder(), theirs), "two\n");
      engine.close();
      await until("the run is over", () => !readdirSync(openClaimsFolder()).includes(own));
      ok(readdirSync(openClaimsFolder()).some(isOfRun));
      late.kill("SIGKILL");
      await until("nothing is left of it", () => !readdirSync(openClaimsFolder()).some(isOfRun));
    } finally {
      late.kill("SIGKILL");
      engine.close();
      restore();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("goes with the next one where the process is killed", () => {
    deepEqual(leftBy(KILLED, "process.exit()"), []);
  });
});
