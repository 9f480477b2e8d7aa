import { deepEqual, equal, match } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { withCopyOf } from "../../support/example";
import { LEAN } from "../../support/lean";
import { bareEnvironment, theEngine } from "../../support/stack";

describe("examples/testing", () => {
  it("passes as a suite of node:test and leaves nothing behind", async () => {
    const engine = await theEngine();
    await withCopyOf("testing", async (folder) => {
      const temporary = join(folder, "tmp");
      await mkdir(temporary);
      const before = await readdir(folder);
      const tests = before.filter((name) => name.endsWith(".test.ts"));
      const suite = spawn(process.execPath, ["--import", "tsx", "--test", "--test-reporter=tap", ...tests], {
        cwd: folder,
        env: {
          ...bareEnvironment(),
          ...LEAN,
          ...engine.environment,
          PULUMI_HOME: join(temporary, "home"),
          TMPDIR: temporary,
        },
        stdio: ["ignore", "pipe", "inherit"],
      });
      const closed = once(suite, "close");
      const said = await text(suite.stdout);
      const [exitCode] = await closed;
      equal(exitCode, 0, said);
      match(said, /^# pass 5$/m);
      deepEqual(await readdir(folder), before);
      const left = (await readdir(temporary)).filter((name) => name.startsWith("chime-"));
      deepEqual(left, []);
    });
  });
});
