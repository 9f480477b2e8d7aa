import { deepEqual, doesNotMatch, match } from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const WORKFLOW = join(__dirname, "..", "..", "..", "examples", "contractors", ".github", "workflows", "nightly.yml");

/** What a step of the workflow runs. */
function scriptOf(step: string): string {
  const [, after = ""] = readFileSync(WORKFLOW, "utf8").split(`- name: ${step}\n`);
  const [, script = ""] = /\n {8}run: \|\n((?: {10}.*\n|\n)+)/.exec(after) ?? [];
  return script.replaceAll(/^ {10}/gm, "");
}

/** Runs a script as GitHub does where `shell: bash` is asked for. Resolves with its exit status. */
function runScript(script: string, env: NodeJS.ProcessEnv): Promise<number | null> {
  return new Promise((resolve) => {
    const child = execFile("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], { env }, () =>
      resolve(child.exitCode),
    );
  });
}

/** A night: with what the report and `pulumi up` end, and the lines that it prints. */
interface Night {
  readonly report: number;
  readonly up?: number;
  readonly printed?: readonly string[];
}

/** Runs both steps with commands that only pretend. Resolves with the first one's exit status, and with the comment. */
async function runNight({ report, up = 0, printed = [] }: Night): Promise<{ status: number | null; comment: string }> {
  const folder = mkdtempSync(join(tmpdir(), "chime-nightly-"));
  const commands = {
    npx: `[ ${report} = 1 ] || echo "what the preview says"; exit ${report}`,
    pulumi: `case $1 in preview) echo '{}' ;; up) cat "$RUNNER_TEMP/printed"; exit ${up} ;; esac`,
    gh: 'while [ "$1" != --body-file ]; do shift; done; cat "$2" > "$RUNNER_TEMP/posted"',
  };
  try {
    for (const [name, body] of Object.entries(commands)) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
      chmodSync(join(folder, name), 0o755);
    }
    writeFileSync(join(folder, "printed"), printed.map((line) => `${line}\n`).join(""));
    const PATH = [folder, process.env["PATH"]].join(delimiter);
    const given = { STACK: "production", ISSUE: "7", GITHUB_RUN_ID: "99", GITHUB_REPOSITORY: "o/r" };
    const env = { ...process.env, ...given, PATH, RUNNER_TEMP: folder, GITHUB_SERVER_URL: "https://github.com" };
    const status = await runScript(scriptOf("Preview, report and up"), env);
    await runScript(scriptOf("Comment"), env);
    const posted = join(folder, "posted");
    return { status, comment: existsSync(posted) ? readFileSync(posted, "utf8") : "" };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const LOG = "https://github.com/o/r/actions/runs/99";

describe("the nightly workflow of examples/contractors", () => {
  before(function () {
    if (process.platform === "win32") this.skip();
  });

  for (const report of [0, 3]) {
    it(`says that all is done where pulumi up ended well (report ${report})`, async () => {
      const { status, comment } = await runNight({ report });
      deepEqual(
        [status, comment.replace(/\d{4}-\d\d-\d\d/, "DAY")],
        [
          0,
          `**Night of DAY: all is done** that the preview below says.\n\n[The log](${LOG})\n\nwhat the preview says\n`,
        ],
      );
    });
  }

  it("says that the night failed, with the last lines of the run, and not that all is done", async () => {
    const printed = Array.from({ length: 50 }, (_, i) => `line ${i}.`);
    const { status, comment } = await runNight({ report: 3, up: 255, printed });
    deepEqual(status, 1);
    match(comment, /^\*\*Night of \S+: failed\.\*\* What the preview below says is not done, or not for everybody\./);
    match(comment, /\n~~~~text\nline 10\.\n(?:line \d+\.\n){38}line 49\.\n~~~~\n\n\[The log\]/);
    match(comment, /\n\nwhat the preview says\n$/);
    doesNotMatch(comment, /all is done/);
  });

  it("says that nothing was changed where the preview was refused, or there is no report", async () => {
    const refused = await runNight({ report: 4 });
    deepEqual(refused.status, 1);
    match(refused.comment, /^\*\*Night of \S+: nothing was changed\.\*\* The preview was refused\.\n/);
    const none = await runNight({ report: 1 });
    deepEqual(
      [none.status, none.comment],
      [1, `**What is due is not known, and nothing was changed:** there is no report. [The log](${LOG}) says why.\n`],
    );
  });
});
